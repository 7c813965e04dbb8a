// What ipywidgets leaves out: names for screen readers, a region that is read out, and the height of the headline.
(function () {
  function name(control, words) {
    if (control && words && control.getAttribute("aria-label") !== words) {
      control.setAttribute("aria-label", words);
    }
  }

  // The controls stick below the headline, whose height depends on the width of the window.
  var measure = new ResizeObserver(function (entries) {
    document.documentElement.style.setProperty("--cm-head", entries[0].target.offsetHeight + "px");
  });

  function look() {
    document.querySelectorAll(".widget-slider").forEach(function (slider) {
      var label = slider.querySelector(".widget-label");
      var words = label ? label.textContent.trim() : "";
      slider.querySelectorAll(".noUi-handle").forEach(function (handle) {
        name(handle, words);
        var readout = slider.querySelector(".widget-readout");
        if (readout && handle.getAttribute("aria-valuetext") !== readout.textContent) {
          handle.setAttribute("aria-valuetext", readout.textContent);
        }
      });
      name(slider.querySelector(".widget-readout"), words);
    });
    document.querySelectorAll(".cm-head:not([data-measured])").forEach(function (head) {
      head.setAttribute("data-measured", "");
      measure.observe(head);
    });
    document.querySelectorAll(".cm-spoken:not([aria-live])").forEach(function (region) {
      region.setAttribute("aria-live", "polite");
    });
    document.querySelectorAll(".cm-controls:not([role])").forEach(function (region) {
      region.setAttribute("role", "group");
      region.setAttribute("aria-label", "What can be changed");
    });
  }

  var waiting = false;
  new MutationObserver(function () {
    if (!waiting) {
      waiting = true;
      setTimeout(function () {
        waiting = false;
        look();
      }, 200);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
