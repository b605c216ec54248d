namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The sentences of servers that say in one line who asked for what. A line is read by the first that fits.
/// </summary>
internal static class PhraseTable
{
    internal static readonly (string Name, string Title, string[] Programs, (string Pattern, PhraseMeaning Meaning)[]
        Phrases)[] Rows =
    [
        ("bsd-tftpd", "tftpd of BSD or macOS", [],
        [
            ("{client}: read request for {name}: success", PhraseMeaning.Asked),
            ("{client}: read request for {name}: File not found", PhraseMeaning.NotHere),
            ("{client}: read request for {name}: No such file or directory", PhraseMeaning.NotHere),
            ("{client}: read request for {name}: {*}", PhraseMeaning.Refused),
            ("{client}: read request for '{name}'", PhraseMeaning.Asked),
            ("{client}: read request for {name}", PhraseMeaning.Asked),
            ("{client}: write request for {*}", PhraseMeaning.Idle),
        ]),
        ("opentftp", "Open TFTP Server", [],
        [
            ("Client {client}:{port} {path}, {*} Blocks Served", PhraseMeaning.Delivered),
            ("Client {client}:{port} {path}, {*} Block Served", PhraseMeaning.Delivered),
            ("Client {client}:{port} {path}, File not found{*}", PhraseMeaning.NotHere),
            ("Client {client}:{port} {path}, No Access{*}", PhraseMeaning.NotHere),
            ("Client {client}:{port} {path}, Timeout{*}", PhraseMeaning.TimedOut),
            ("Client {client}:{port} {path}, Error{*}", PhraseMeaning.Failed),
        ]),
        ("cisco-tftp", "Cisco TFTP Server", [],
        [
            ("Sending '{name}' file to {client} in {*}", PhraseMeaning.Asked),
            ("Successful.", PhraseMeaning.Delivered),
            ("Can't open file '{name}'{*}", PhraseMeaning.NotHere),
            ("Unable to open file '{name}'{*}", PhraseMeaning.NotHere),
            ("Timeout expired{*}", PhraseMeaning.TimedOut),
        ]),
        ("solarwinds", "SolarWinds TFTP Server", [],
        [
            ("Sending {path} to ({client}){*}", PhraseMeaning.Asked),
            ("Sent {path} to ({client}), {bytes} bytes{*}", PhraseMeaning.Delivered),
            ("Sent {path} to ({client}){*}", PhraseMeaning.Delivered),
            ("Sent {path} to {client}, {bytes} bytes", PhraseMeaning.Delivered),
            ("Error sending {path} to ({client}){*}", PhraseMeaning.Failed),
            ("{path} not found. Request from ({client}){*}", PhraseMeaning.NotHere),
            ("Requested file {path} not found, requested by ({client}){*}", PhraseMeaning.NotHere),
            ("Receiving {*}", PhraseMeaning.Idle),
            ("Received {path} from ({*}", PhraseMeaning.Idle),
        ]),
        ("3cdaemon", "3CDaemon", [],
        [
            ("Sent file {path} to {client}{*}", PhraseMeaning.Delivered),
            ("Sending file {path} to {client}{*}", PhraseMeaning.Asked),
            ("Listening for TFTP requests on {*}", PhraseMeaning.Idle),
        ]),
        ("pumpkin", "PumpKIN", [],
        [
            ("'{name}' of type '{*}' is requested from {client}", PhraseMeaning.Asked),
            // The version for Macintoshes writes this once it has sent an ERROR, and nothing after a file.
            ("\u2b06 Transfer of '{name}' finished.", PhraseMeaning.NotHere),
            ("Transfer of '{name}' finished.", PhraseMeaning.Delivered),
            ("Transfer of '{name}' has finished{*}", PhraseMeaning.Delivered),
            ("Transfer of '{name}' successfully finished{*}", PhraseMeaning.Delivered),
            ("Transfer of '{name}' has been aborted{*}", PhraseMeaning.Failed),
            ("Transfer of '{name}' failed{*}", PhraseMeaning.Failed),
            ("Transfer of '{name}' timed out{*}", PhraseMeaning.TimedOut),
            ("Connection timeout for '{name}'{*}", PhraseMeaning.TimedOut),
            ("Connection timeout for {*}", PhraseMeaning.Idle),
            ("File '{name}' not found{*}", PhraseMeaning.NotHere),
            ("I'm already processing the request from {*}", PhraseMeaning.Idle),
        ]),
        ("ptftpd", "ptftpd and other servers in Python", [],
        [
            ("Serving file {path} to host {client}...", PhraseMeaning.Asked),
            ("Request: read {path} from {client}{*}", PhraseMeaning.Asked),
            ("Received RRQ for {path} from {client}{*}", PhraseMeaning.Asked),
            ("Opening file {path} for reading", PhraseMeaning.Idle),
        ]),
    ];

    /// <summary>The formats of the table.</summary>
    internal static IEnumerable<(string Name, string Title, Func<ILogFormat> Open)> Formats()
    {
        foreach ((string name, string title, string[] programs, (string, PhraseMeaning)[] phrases) in Rows)
        {
            Phrase[] read = [.. phrases.Select(p => new Phrase(p.Item1, p.Item2))];
            yield return (name, title, () => new PhraseFormat(name, read, programs));
        }
    }
}
