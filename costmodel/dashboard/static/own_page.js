// A page of its own has the title and the language of what is on it; in a notebook there is a page around it.

function render({ model, el }) {
  el.hidden = true;
  if (document.body.dataset.voila === undefined) return;
  document.title = model.get("title");
  document.documentElement.lang = model.get("language");
}

export default { render };
