"use strict";
// One Jupyter message, to and from the frames on the wire:
// [routing identities..., delimiter, signature, header, parent header, metadata, content].

const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

/** The version of Jupyter's messaging protocol that this kernel speaks. */
const PROTOCOL_VERSION = "5.4";
const DELIMITER = "<IDS|MSG>";

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

/**
 * Read a request. Throws if the delimiter is missing, the signature is wrong or a part is no JSON.
 * @param {Buffer[]} frames
 * @param {string} key
 * @returns {Request}
 */
function decode(frames, key) {
  const at = frames.findIndex((frame) => frame.toString() === DELIMITER);
  if (at < 0) throw new Error("a message without a delimiter");
  const parts = frames.slice(at + 2, at + 6);
  const wanted = Buffer.from(sign(key, parts));
  const got = frames[at + 1];
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) {
    throw new Error("a message with a bad signature");
  }
  const [header, , , content] = parts.map((part) => JSON.parse(part.toString()));
  return { identities: frames.slice(0, at), header, content };
}

/**
 * Frames of a reply, or of what is published because of a request.
 * @param {string} key
 * @param {Request} parent
 * @param {string} type
 * @param {string} content as JSON
 */
function encode(key, parent, type, content) {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: parent.header.session,
    username: parent.header.username,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const parts = [JSON.stringify(header), JSON.stringify(parent.header), "{}", content];
  return [...parent.identities, DELIMITER, sign(key, parts), ...parts];
}

module.exports = { PROTOCOL_VERSION, decode, encode };
