/**
 * Property names that only scripts of one build use among themselves, and that the build may therefore shorten: on no wire, in no
 * public type, in no string, no property of a browser's object (`own-names.test.ts`).
 */
export const OWN_NAMES = `
afterEvent announce answerParent asks assetMissing assetOf attended begin broke budget cancellable
carriesChildren catchUp checks clearIdle collect comeBack complain copied copies createCanvases createEmbeds
createEmitter createPreview createSharing createTextRules depthOf dirt drained drawn dropFrames dropSince emit emitter entire
faultError findCallback fleeting follow followCustomer forgetTree freshCanvases freshControls gate geometry givenTexts goOn
added guarded hashes hasRules heard heldElsewhere hide hides hidesAttribute hidesPart hidesPictures hidesTitle holdSession hosts idOf inElement isOriginEntry isPart joined judge kindOf known knownFrom lapses layout leaked lend listen liveness loadCore loadPart look madeSheet makeMovable manualSlots masked matched matchMore mirrored moving natives newestKey news nextFrame nodeOf notBefore onBehind onCustom onRoot onRootGone overtaken parted patternsMean peeking pings prepare prepareLive probe publicAddress publicLink quieten quietly radios readAsset readPin recover reopen resized restart restarted rested restored restyled resuming rootOf roots routed scrolled seat secrets seen seeUnseen sendFleeting sendFrame settle shadows shut sides silent someone soon spent stands startCapture starved strayed styles supplyAsset supportsText sweep tabs tellFault tellOpening tick timeoutMs tired toJson touch touched trustedHtml unheard unknownElement unseen waited wake wakes walk wants watch watchLeaving whenIdle windowMs wishes wording writer
approach createLayers hovered measured placePanel tone walked words
`
  .trim()
  .split(/\s+/);
