import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"

/** The least a server of the official SDK is: one tool, on its input and output. */
const server = new McpServer({ name: "bare", version: "1" })
server.registerTool("hello", { description: "Says hello" }, () => ({ content: [{ type: "text", text: "hello" }] }))
await server.connect(new StdioServerTransport())
