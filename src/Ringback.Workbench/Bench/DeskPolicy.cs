using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Bench;

/// <summary>The desk's answers in TFTP's words, and TFTP's reports in the journal's.</summary>
internal sealed class DeskPolicy(CaseDesk desk, ContentStore contents, TimeProvider time) : ITftpPolicy
{
    public TftpVerdict Asked(TftpAsk ask)
    {
        if (ask.Request.IsWrite) return new TftpDeny(TftpErrorCode.AccessViolation, "Ringback takes no files");
        FileAnswer answer = desk.Ask(ask.Phone, ask.Local, ask.Request.FileName,
            [.. ask.Request.Options.Select(o => o.ToString())]);
        return answer switch
        {
            Serve serve when contents.Open(serve.Content) is { } content => new TftpServe(content, serve.Name),
            // It went away between the answer and now: to the phone that is the same as not being there.
            Serve or NotHere => new TftpDeny(TftpErrorCode.FileNotFound, "File not found"),
            Refused { IsTrespass: true } => new TftpDeny(TftpErrorCode.AccessViolation, "Access violation"),
            // Error 1 is the one that is known to move a phone on at once (field guide 7940-7960 §2.3).
            _ => new TftpDeny(TftpErrorCode.FileNotFound, "Not for this phone"),
        };
    }

    public bool IsFirstAfterRestart(TftpRequest request) => RequestedFile.Recognise(request.FileName).Kind
        is RequestedKind.DualBoot or RequestedKind.TrustList;

    public void Moved(TftpAsk ask, string name, long bytes, long length) => desk.Record(new TransferProgressed
    {
        At = time.GetUtcNow(),
        Address = ask.Phone.Address,
        Mac = MacIn(ask),
        Name = name,
        Bytes = bytes,
        Length = length,
    });

    public void Ended(TftpAsk ask, TftpReport report) => desk.Record(new TransferEnded
    {
        At = time.GetUtcNow(),
        Address = ask.Phone.Address,
        Mac = MacIn(ask),
        Port = ask.Phone.Port,
        Name = report.Name,
        Outcome = report.Outcome switch
        {
            TftpOutcome.Replaced => TransferOutcome.Restarted,
            TftpOutcome.Delivered => TransferOutcome.Delivered,
            TftpOutcome.Unconfirmed => TransferOutcome.Unconfirmed,
            TftpOutcome.Stalled => TransferOutcome.Stalled,
            TftpOutcome.NeverAnswered => TransferOutcome.NeverAnswered,
            TftpOutcome.PeerError => TransferOutcome.PhoneError,
            _ => TransferOutcome.Stopped,
        },
        Bytes = report.Bytes,
        Length = report.Length,
        Blocks = report.Blocks,
        Retransmissions = report.Retransmissions,
        Seconds = Math.Round(report.Duration.TotalSeconds, 3),
        PhoneMessage = report.Message,
        Options = [.. report.Terms.Agreed.Select(o => o.ToString())],
        BlockSize = report.Terms.BlockSize,
        WindowSize = report.Terms.WindowSize,
        BytesPerSecond = report.Duration > TimeSpan.Zero
            ? Math.Round(report.Bytes / report.Duration.TotalSeconds)
            : null,
        RoundTripSeconds = report.RoundTrip is { } roundTrip ? Math.Round(roundTrip.TotalSeconds, 6) : null,
        Mode = ask.Request.Mode == TftpMode.Octet ? "octet" : "netascii",
    });

    private static MacAddress? MacIn(TftpAsk ask) => RequestedFile.Recognise(ask.Request.FileName).Mac;
}
