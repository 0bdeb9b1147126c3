// The browsers are the machine's own (scripts/browsers): nothing is downloaded at installation.
module.exports = { skipDownload: true };
