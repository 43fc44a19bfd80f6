/** Files whose headers are expectations and stand-ins, by the conventions of test runners. */
export function isTestFile(uri: string): boolean {
  return (
    /(?:^|\/)(?:__tests__|__mocks__|cypress)\//.test(uri) ||
    /(?:^|\/)(?:test_[^/]*|conftest|[^/]*_test)\.py$/.test(uri) ||
    /[.-](?:test|tests|spec|cy|mock|mocks|stories)\.[cm]?[jt]sx?$/.test(uri)
  );
}
