declare module "@n8n/scan-community-package/scanner/scanner.mjs" {
  export const SOURCE_FILE_PATTERNS: Array<string>
  export const analyzePackage: (
    folder: string,
    patterns: Array<string>
  ) => Promise<{ passed: boolean; message?: string; details?: string }>
}
