/** Part `offer`: what agents propose to fill in, until the customer has said what of it is to be. */
export { createOffers } from '../help/offer/offers.js';
