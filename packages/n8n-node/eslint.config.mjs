import { config } from "@n8n/node-cli/eslint"

// The scripts and tests run on Node, not inside n8n; the workspace's own linter reads them.
export default [...config, { ignores: ["scripts/**", "test/**", "real/**", "host/**", "*.ts"] }]
