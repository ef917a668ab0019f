/** One voice for the page: a new sentence cuts off the last. No sound, no voice or no leave to play is silence, never an error. */
export function speaker(page: Document): { speak: (url: string) => void; hush: () => void } {
  const audio = page.createElement("audio");
  audio.hidden = true;
  page.body.append(audio);
  return {
    speak(url) {
      audio.src = url;
      audio.play().catch(() => undefined);
    },
    hush() {
      audio.pause();
      audio.removeAttribute("src");
    },
  };
}
