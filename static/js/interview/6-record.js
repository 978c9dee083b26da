// The browser's recorder, to hear oneself. Nothing leaves the page or is stored:
// a recording is gone with its question.

const canRecord = Boolean(navigator.mediaDevices && self.MediaRecorder);

/** A recorder, once it may use the microphone; null where it may not. */
async function openRecorder() {
  /** @type {MediaStream} */
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
  /** @type {MediaRecorder | null} */
  let media = null;
  let url = "";

  function forget() {
    if (media?.state === "recording") media.stop();
    media = null;
    if (url) URL.revokeObjectURL(url);
    url = "";
  }
  function start() {
    forget();
    media = new MediaRecorder(stream);
    media.start();
  }
  /**
   * Stops, and gives the address under which the page can play what was said.
   * @returns {Promise<string>}
   */
  function stop() {
    const stopping = media;
    return new Promise((resolve) => {
      if (stopping?.state !== "recording") return resolve("");
      // All of it comes at once, as no time between pieces was asked for.
      stopping.ondataavailable = ({ data }) => {
        if (stopping !== media) return resolve("");
        url = URL.createObjectURL(data);
        resolve(url);
      };
      stopping.stop();
    });
  }
  /** Gives the microphone back. */
  function close() {
    forget();
    for (const track of stream.getTracks()) track.stop();
  }
  return { start, stop, forget, close };
}
