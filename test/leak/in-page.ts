import { plantAll } from './all-places.js';
import { plantInputs, plantLate } from './late-places.js';
import { plantPictures } from './pictures.js';
import { plantSecrets } from './places.js';
import { createPlanting, type Planted, type Planting } from './planting.js';
import { plantSpecified } from './specified.js';

const plant = (from: number, ...how: ((planting: Planting) => void)[]): Planted[] => {
  const planting = createPlanting(document, from);
  for (const one of how) one(planting);
  return planting.planted;
};

/** What the page under test is given: called by name from the tests, each with the number its words begin at. */
export const leakTest = {
  open: (from: number) => plant(from, plantSecrets, plantSpecified),
  late: (from: number) => plant(from, plantLate),
  inputs: (from: number) => plant(from, plantInputs, plantPictures),
  all: (from: number) => plant(from, plantAll),
};
