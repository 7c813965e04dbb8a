// What ipywidgets leaves out: names for screen readers, and a region that is read out when figures change.
(function () {
  function name(control, words) {
    if (control && words && control.getAttribute("aria-label") !== words) {
      control.setAttribute("aria-label", words);
    }
  }

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
