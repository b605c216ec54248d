using Ringback.Catalogue;
using Ringback.Observation;
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
internal sealed class PhoneTftpPolicy(CaseDesk desk, ContentStore contents, UploadFolder? uploads,
    HeldQuestions questions, TimeProvider time) : ITftpPolicy
{
    public TftpVerdict Asked(TftpAsk ask)
    {
        if (ask.Request.IsWrite) return AskedToWrite(ask);
        return questions.IsOn && Held(ask) is { } held ? held : Verdict(Answer(ask));
    }

    /// <summary>
    /// A question of a phone that has no goal, for a file that nobody has, while somebody wants to be asked. It is put
    /// to the desk when that somebody has answered, and recorded only then.
    /// </summary>
    private TftpHeld? Held(TftpAsk ask)
    {
        string name = ask.Request.FileName;
        bool isUsual = RequestedFile.Recognise(name).Kind is RequestedKind.TrustList or RequestedKind.DualBoot
            or RequestedKind.XmlDefault or RequestedKind.SipDefault or RequestedKind.MgcDefault
            or RequestedKind.ProfileDefault or RequestedKind.IdentityList or RequestedKind.OtherFamily;
        if (isUsual || ask.Request.Mode != TftpMode.Octet) return null;
        (MacAddress? mac, FileAnswer answer) = desk.Preview(ask.Phone.Address, name, ask.Local);
        if (mac is not { } phone || answer is not NotHere { Because: var because } || desk.GoalOf(phone) is not null
            || desk.HasChoice(phone, name)) return null;
        return questions.Hold(phone, ask.Phone.Address, name, because) is { } wait
            ? new TftpHeld(AfterAsync(wait, ask))
            : null;
    }

    private async Task<TftpVerdict> AfterAsync(Task wait, TftpAsk ask)
    {
        await wait.ConfigureAwait(false);
        return Verdict(Answer(ask));
    }

    private FileAnswer Answer(TftpAsk ask) =>
        desk.Ask(ask.Phone, ask.Local, ask.Request.FileName, TftpObservation.Words(ask.Request.Options));

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
        if (ask.Request.IsWrite || questions.IsOn || !desk.AnswersAtOnce(ask.Request.FileName)) return null;
        FileAnswer answer = Answer(ask);
        return answer is Serve serve && !contents.IsAtHand(serve.Content)
            ? new TftpLater(() => Verdict(answer))
            : Verdict(answer);
    }

    public bool IsFirstAfterRestart(TftpRequest request) => RequestedFile.Recognise(request.FileName).Kind
        is RequestedKind.DualBoot or RequestedKind.TrustList;

    public void Ended(TftpAsk ask, TftpReport report) => desk.Record(ask.Request.IsWrite
        ? TftpObservation.Received(ask.Phone, ask.Request, report, time.GetUtcNow())
        : TftpObservation.Ended(ask.Phone, ask.Request, report, time.GetUtcNow()));

    private TftpVerdict AskedToWrite(TftpAsk ask)
    {
        UploadDecision decision = uploads?.Decide(ask.Request) ?? new UploadDecision(
            new TftpDeny(TftpErrorCode.AccessViolation, "Ringback takes no files"), UploadOutcome.Refused);
        if (decision.Refusal is { } why)
            desk.Record(TftpObservation.NotTaken(ask.Phone, ask.Request.FileName, why, time.GetUtcNow()));
        return decision.Verdict;
    }
}
