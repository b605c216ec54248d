using Ringback.Catalogue;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tftp;
using Ringback.Workbench.Uploads;

namespace Ringback.Workbench.Bench;

/// <summary>The desk's answers in TFTP's words, and TFTP's reports in the journal's.</summary>
internal sealed class PhoneTftpPolicy(CaseDesk desk, ContentStore contents, UploadFolder? uploads, TimeProvider time)
    : ITftpPolicy
{
    public TftpVerdict Asked(TftpAsk ask)
    {
        if (ask.Request.IsWrite) return AskedToWrite(ask);
        return Verdict(desk.Ask(ask.Phone, ask.Local, ask.Request.FileName, Words(ask.Request.Options)));
    }

    private TftpVerdict Verdict(FileAnswer answer) => answer switch
    {
        Serve serve when contents.Open(serve.Content) is { } content => new TftpServe(content, serve.Name),
        // It went away between the answer and now: to the phone that is the same as not being there.
        Serve or NotHere => new TftpDeny(TftpErrorCode.FileNotFound, "File not found"),
        Refused { IsTrespass: true } => new TftpDeny(TftpErrorCode.AccessViolation, "Access violation"),
        // Error 1 is the one that is known to move a phone on at once (sources.md 7940-7960 §2.3).
        _ => new TftpDeny(TftpErrorCode.FileNotFound, "Not for this phone"),
    };

    public TftpVerdict? AskedOnLoop(TftpAsk ask)
    {
        if (ask.Request.IsWrite || !desk.AnswersAtOnce(ask.Request.FileName)) return null;
        FileAnswer answer = desk.Ask(ask.Phone, ask.Local, ask.Request.FileName, Words(ask.Request.Options));
        return answer is Serve serve && !contents.IsAtHand(serve.Content)
            ? new TftpLater(() => Verdict(answer))
            : Verdict(answer);
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

    public void Ended(TftpAsk ask, TftpReport report) =>
        desk.Record(ask.Request.IsWrite ? Received(ask, report) : Sent(ask, report));

    private TransferEnded Sent(TftpAsk ask, TftpReport report) => new()
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
            TftpOutcome.Changed => TransferOutcome.FileChanged,
            TftpOutcome.OptionsRefused => TransferOutcome.OptionsRefused,
            _ => TransferOutcome.Stopped,
        },
        Bytes = report.Bytes,
        Length = report.Length,
        Blocks = report.Blocks,
        Retransmissions = report.Retransmissions,
        Seconds = Math.Round(report.Duration.TotalSeconds, 3),
        PhoneMessage = report.Message,
        Options = Words(report.Terms.Agreed),
        BlockSize = report.Terms.BlockSize,
        WindowSize = report.Terms.WindowSize,
        BytesPerSecond = report.Duration > TimeSpan.Zero
            ? Math.Round(report.Bytes / report.Duration.TotalSeconds)
            : null,
        RoundTripSeconds = report.RoundTrip is { } roundTrip ? Math.Round(roundTrip.TotalSeconds, 6) : null,
        Mode = ask.Request.Mode == TftpMode.Octet ? "octet" : "netascii",
    };

    private TftpVerdict AskedToWrite(TftpAsk ask)
    {
        UploadDecision decision = uploads?.Decide(ask.Request) ?? new UploadDecision(
            new TftpDeny(TftpErrorCode.AccessViolation, "Ringback takes no files"), UploadOutcome.Refused);
        if (decision.Refusal is { } why) desk.Record(Refused(ask, why));
        return decision.Verdict;
    }

    private FileReceived Refused(TftpAsk ask, UploadOutcome why) => new()
    {
        At = time.GetUtcNow(),
        Address = ask.Phone.Address,
        Port = ask.Phone.Port,
        Name = ask.Request.FileName,
        Outcome = why,
        Bytes = 0,
        Blocks = 0,
        Seconds = 0,
        Retransmissions = 0,
    };

    private FileReceived Received(TftpAsk ask, TftpReport report) => new()
    {
        At = time.GetUtcNow(),
        Address = ask.Phone.Address,
        Port = ask.Phone.Port,
        Name = ask.Request.FileName,
        Outcome = UploadFolder.OutcomeOf(report),
        Bytes = report.Bytes,
        Blocks = report.Blocks,
        Seconds = Math.Round(report.Duration.TotalSeconds, 3),
        Retransmissions = report.Retransmissions,
        Options = Words(report.Terms.Agreed),
        PhoneMessage = report.Outcome == TftpOutcome.PeerError ? report.Message : null,
    };

    // A phone's request is plain, and a plain one costs nothing here.
    private static string[] Words(IReadOnlyList<TftpOption> options) =>
        options.Count == 0 ? [] : [.. options.Select(o => o.ToString())];

    private static MacAddress? MacIn(TftpAsk ask) => RequestedFile.Recognise(ask.Request.FileName).Mac;
}
