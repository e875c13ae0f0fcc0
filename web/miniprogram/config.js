// The one thing an operator changes: where the guide is. Https, without a port, registered as a business domain
// (web-view) and as a domain for uploads; docs/wechat.md tells how.
module.exports = { guide: "https://guide.example.org" };
