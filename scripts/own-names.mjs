/**
 * Property names that only scripts of one build use among themselves, and that the build may therefore shorten: on no wire, in no
 * public type, in no string, no property of a browser's object (`own-names.test.ts`).
 */
export const OWN_NAMES = `
above actions guard openHelp unfold added afterEvent announce answerParent approach asks assetMissing assetOf attended begin broke budget cancellable
carriesChildren catchUp checks clearIdle collect comeBack complain copied copies createBoxes createCanvases createCore createEmbeds
createEmitter createLayers createPreview createSharing createShorthands createTextRules depthOf dirt drained drawn dropFrames dropSince
emitter endingText entire faultError findCallback fleeting follow followCustomer forgetTree freshCanvases freshControls gate
geometry givenTexts goOn guarded hashes heard heldElsewhere hid hide hides hidesAttribute hidesPart hidesPictures hidesTitle
holdSession hosts hovered idOf ids inElement isOriginEntry isPart joined judge judgeNames KEPT_TEXTS kindOf known knownFrom lapses late
layout leaked lent listen liveness loadCore loadPart madeSheet makeMovable makeObserver manualSlots matched matchMore measured mirrored
moving natives newestKey news nextFrame nodeOf notBefore onBehind onCustom onRoot onRootGone overtaken parted patternsMean
peeking pings placePanel plainText prepare prepareLive probe publicAddress publicLink quieten quietly radios readAsset readPin recover
reopen resized restart restarted rested restored restyled resuming rootOf roots routed run scrolled secrets seen seeUnseen
sendFleeting sendFrame settle shadows shut sides silent someone soon spent stands startCapture starved strayed styles supplyAsset
supportsText sweep tabs tellFault tellKept tellOpening tick timeoutMs tired toJson tone touchSheet touched trustedHtml isTyping unheard
unknownElement unseen waited wake wakes walk walked wants watch watchLeaving whenIdle windowMs wishes wording wordsTold writer
vanishing steps styleOf untoldSince elementOf across goneAt heardAt clippers inFrame putAway expire createDrawing createArtist anchors places highest trail marks createWidget
loadLive withRareNames missed errorText phase emit look corner joinMasks opens origins findPlace ticks createToldStates createDots readRules veiling
`
  .trim()
  .split(/\s+/);
