/**
 * Declarations an opaque box takes over from the masked element, so that it stands where the element stands. Nothing of it
 * can carry content or an address. `BoxGeometry`'s style is a list `name:value;` of these; everything else is dropped.
 */
export const BOX_STYLE: ReadonlySet<string> = new Set(
  `display visibility position top right bottom left margin-top margin-right margin-bottom margin-left float clear flex-grow flex-shrink
flex-basis order align-self justify-self grid-column-start grid-column-end grid-row-start grid-row-end vertical-align z-index transform
transform-origin translate rotate scale`.split(/\s+/),
);
