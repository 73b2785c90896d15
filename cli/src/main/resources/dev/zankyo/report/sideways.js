// Says of each wide table that it scrolls sideways, if it does: in words above it and by a shadow at the edge.
(() => {
  'use strict';
  for (const element of document.querySelectorAll('.sideways')) {
    const region = element.querySelector('.scroll');
    const sign = document.createElement('p');
    sign.className = 'sign muted';
    element.before(sign);
    const look = () => {
      const most = region.scrollWidth - region.clientWidth;
      const tall = region.scrollHeight > region.clientHeight + 1;
      sign.hidden = most <= 1;
      sign.textContent = tall
        ? '↔ ↕ This table is larger than its box. Scroll it sideways and down.'
        : '↔ This table is wider than the page. Scroll it sideways.';
      element.classList.toggle('before', region.scrollLeft > 1);
      element.classList.toggle('after', region.scrollLeft < most - 1);
      if (most > 1 || tall) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    };
    region.addEventListener('scroll', look, {passive: true});
    const observer = new ResizeObserver(look);
    observer.observe(region);
    observer.observe(region.firstElementChild);
  }
})();
