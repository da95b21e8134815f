/** Hides the pictures of RainbowKit's dialogs from screen readers, for as long as the returned function isn't called: they are marked as images and have no name, and the wallet's name stands beside each. */
export function namePictures(): () => void {
  const hide = () => {
    for (const picture of document.querySelectorAll('[data-rk] [role="img"]:not([aria-label]):not([aria-hidden])'))
      picture.setAttribute('aria-hidden', 'true');
  };
  hide();
  const observer = new MutationObserver(hide);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
