// Runs before the first paint, so that a dark desk never flashes white. A file of its own because
// the server's content security policy allows no inline script.
(function () {
  try {
    var choice = localStorage.getItem('mce.theme');
    var dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    if (dark) document.documentElement.classList.add('dark');
  } catch (e) {
    /* storage blocked: the light theme is fine */
  }
})();
