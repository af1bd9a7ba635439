declare module '*?bundled' {
  /** One ES module. */
  const code: string;
  export default code;
}
