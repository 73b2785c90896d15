// Moves a line through the picture of each sound that plays. A click into the picture plays from there.
(() => {
  'use strict';
  const LEFT = 48;
  const WIDTH = 264; // left end and width of the time axis, as in the template
  for (const card of document.querySelectorAll('.mistake')) {
    const audio = card.querySelector('audio');
    const picture = card.querySelector('.sound');
    const seconds = Number(picture.dataset.seconds);
    if (!audio || !seconds) continue;
    const line = picture.querySelector('.played');
    // A segment plays out of its file, in which it starts later.
    const start = () => Number(/#t=([\d.]+)/.exec(audio.currentSrc)?.[1] ?? 0);
    const show = () => {
      const share = Math.min(1, Math.max(0, (audio.currentTime - start()) / seconds));
      line.setAttribute('transform', `translate(${WIDTH * share})`);
      line.setAttribute('visibility', 'visible');
    };
    const follow = () => {
      show();
      if (!audio.paused) requestAnimationFrame(follow);
    };
    audio.addEventListener('playing', follow);
    audio.addEventListener('seeked', show);
    audio.addEventListener('play', () => {
      for (const other of document.querySelectorAll('audio')) if (other !== audio) other.pause();
    });
    picture.classList.add('playable');
    picture.addEventListener('click', event => {
      const box = picture.getBoundingClientRect();
      const share = ((event.clientX - box.left) * 320 / box.width - LEFT) / WIDTH;
      const seek = () => { audio.currentTime = start() + seconds * Math.min(1, Math.max(0, share)); };
      if (audio.readyState > 0) seek();
      else audio.addEventListener('loadedmetadata', seek, {once: true});
      audio.play().catch(() => {});
    });
  }
})();
