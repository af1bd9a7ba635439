import { type AttributeTreatment, type ElementTreatment, type Sorted, words } from './names.js';

/** Every element of the HTML standard (index of elements, and § obsolete features), and those browsers add to it. */
export const HTML_ELEMENT_NAMES: Sorted<ElementTreatment> = {
  carried: words(`
    a abbr acronym address area article aside audio b bdi bdo big blockquote body br button caption center cite code col colgroup
    data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i img input ins kbd label legend li listing main map mark marquee menu meter nav nobr ol optgroup option output p
    picture plaintext pre progress q rb rp rt rtc ruby s samp search section select selectedcontent slot small source span strike
    strong sub summary sup table tbody td textarea tfoot th thead time title tr track tt u ul var video wbr xmp`),
  hollow: words('canvas iframe link noscript style template'),
  meaningless: words('applet bgsound blink isindex keygen multicol nextid spacer'),
  placeholder: words(`base basefont embed fencedframe frame frameset meta noembed noframes object param portal script`),
};

/** Every attribute of the HTML standard, obsolete ones too, and those of specifications that extend it. */
export const HTML_ATTRIBUTE_NAMES: Sorted<AttributeTreatment> = {
  carried: words(`
    abbr align alink alt autocapitalize autocomplete axis bgcolor border bordercolor cellpadding cellspacing char charoff
    checked class clear closedby color cols colspan command compact contenteditable coords datetime default dir dirname disabled
    draggable enterkeyhint exportparts face frame frameborder headers height hidden high hreflang hspace id inert inputmode is itemprop
    itemscope itemtype kind label lang loop low max maxlength media min minlength multiple muted name noresize noshade
    novalidate nowrap open optimum part pattern placeholder popover popovertargetaction readonly rel required reversed role rows rowspan
    rules scope scrolling selected shadowrootmode shape size sizes span spellcheck srclang start step summary tabindex text title translate
    type valign value valuetype vlink vspace width wrap`),
  reference: words('commandfor for form itemref link list popovertarget slot usemap'),
  style: ['style'],
  link: ['href'],
  picture: ['background', 'poster', 'src'],
  gone: words(`
    accept accept-charset accesskey action adauctionheaders allow allowfullscreen allowpaymentrequest archive async
    attributionsrc autocorrect autofocus autoplay blocking browsingtopics bordercolordark bordercolorlight bottommargin
    capture charset cite classid code codebase codetype colorspace content controls controlslist credentialless crossorigin csp
    data declare decoding defer disablepictureinpicture disableremoteplayback download dynsrc elementtiming enctype event
    fetchpriority focusgroup formaction formenctype formmethod formnovalidate formtarget framespacing headingoffset
    headingreset hidefocus http-equiv imagesizes imagesrcset importance incremental integrity interestfor interesttarget
    itemid ismap language leftmargin loading longdesc lowsrc manifest marginheight marginwidth mayscript method methods nohref nonce
    object onclick onload onerror ontoggle onbeforematch pagename ping playsinline policy preload privatetoken profile
    prompt property referrerpolicy results rightmargin sandbox scheme security shadowrootclonable shadowrootcustomelementregistry
    shadowrootdelegatesfocus shadowrootreferencetarget shadowrootserializable sharedstoragewritable srcdoc srcset standby
    target topmargin urn version virtualkeyboardpolicy vocab writingsuggestions webkitdirectory x-webkit-airplay xmlns`),
};
