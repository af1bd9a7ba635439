/** Part `sketch`: what the customer draws, by hand and by keys. */
export { createArtist } from '../draw/artist.js';
