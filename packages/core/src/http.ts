/** The API over Effect's `HttpClient`, for programs that have one: a proxy, a mock, or a platform of their own. */
export { layerHttp } from "./api/http.ts"
