/** The pure codecs: bytes to meaning and back, for a device at the far end of the wire. */
export { encodeFrame, type Frame, takeFrame } from "./vmc-fafb/frame.ts";
export {
  type ControllerMessage,
  controllerFrame,
  type HostMessage,
  readHostFrame,
} from "./vmc-fafb/message.ts";
