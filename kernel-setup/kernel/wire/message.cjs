"use strict";
// One Jupyter message, to and from the frames on the wire:
// [routing identities..., delimiter, signature, header, parent header, metadata, content].

const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

/** The version of Jupyter's messaging protocol that this kernel speaks. */
const PROTOCOL_VERSION = "5.4";
const DELIMITER = "<IDS|MSG>";
const SESSION = randomUUID();

/** How many signatures are remembered, so that a message overheard cannot be sent a second time. */
const REMEMBERED = 16_384;

/**
 * @typedef {{ msg_id: string, msg_type: string, session: string, username: string, date: string, version: string }} Header
 * @typedef {{ identities: Uint8Array[], header: Header, content: any }} Request
 */

/**
 * @param {string} key
 * @param {(string | Uint8Array)[]} parts
 */
function sign(key, parts) {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** @param {string} key */
function createDecoder(key) {
  /** @type {Set<string>} */
  const seen = new Set();

  /**
   * Read a request. Throws if the delimiter is missing, the signature is wrong or was there before, or a part is no JSON.
   * @param {Buffer[]} frames
   * @returns {Request}
   */
  return function decode(frames) {
    const at = frames.findIndex((frame) => frame.toString() === DELIMITER);
    if (at < 0 || frames.length < at + 6) throw new Error("a message that is not Jupyter's");
    const parts = frames.slice(at + 2, at + 6);
    const wanted = Buffer.from(sign(key, parts));
    const got = frames[at + 1];
    if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) {
      throw new Error("a message with a bad signature");
    }
    if (key !== "") {
      const signature = got.toString();
      if (seen.has(signature)) throw new Error("a message that was there before");
      seen.add(signature);
      if (seen.size > REMEMBERED) seen.delete(/** @type {string} */ (seen.values().next().value));
    }
    const [header, , , content] = parts.map((part) => JSON.parse(part.toString()));
    return { identities: frames.slice(0, at), header, content };
  };
}

/**
 * Frames of a reply, or of what is published because of a request.
 * @param {string} key
 * @param {(string | Uint8Array)[]} to identities, or a topic
 * @param {Header | {}} parent
 * @param {string} type
 * @param {string} content as JSON
 */
function encode(key, to, parent, type, content) {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: SESSION,
    username: "kernel",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const parts = [JSON.stringify(header), JSON.stringify(parent), "{}", content];
  return [...to, DELIMITER, sign(key, parts), ...parts];
}

/**
 * Frames of the message to a new listener on iopub.
 * @param {string} key
 * @param {Buffer} topic to which it listens
 */
function encodeWelcome(key, topic) {
  const content = JSON.stringify({ subscription: topic.toString() });
  return encode(key, [topic], {}, "iopub_welcome", content);
}

module.exports = { PROTOCOL_VERSION, createDecoder, encode, encodeWelcome };
