using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>Transfers that end badly, and images that a phone does not take.</summary>
internal static class TransferRules
{
    private const int LostOfTrouble = 5;
    private const int BlockBytes = 512;

    private const int TriesOfTrouble = 2;
    private const int AsksOfTrouble = 3;

    /// <summary>Longer than a round of the same question takes.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    // One packet in twenty is more than any cable loses.
    private const int OneIn = 20;

    /// <summary>ERROR codes of a 7940 or 7960 (sources.md 7940-7960-code §6).</summary>
    private const int BadBlock = 0, TooLargeForIt = 11;

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.TransferStalled, ProblemSeverity.Error, Stalled),
        new(ProblemCode.TransferRestarted, ProblemSeverity.Warning, Restarted),
        new(ProblemCode.LossyPath, ProblemSeverity.Warning, Lossy),
        new(ProblemCode.ConfigTooLarge, ProblemSeverity.Error, ConfigurationTooLarge),
        new(ProblemCode.ImageTooLarge, ProblemSeverity.Error, ImageTooLarge),
        new(ProblemCode.BlockTooLarge, ProblemSeverity.Error, BlockTooLarge),
        new(ProblemCode.SigningKeyGap, ProblemSeverity.Error, KeyGap),
        new(ProblemCode.ImageRejected, ProblemSeverity.Warning, Rejected),
    ];

    private static FoundFault? Stalled(ExaminedCase phone) =>
        phone.Boots is not [.., { Asks: [.., { Ended: TransferOutcome.Stalled, Bytes: > 0 } ask] }] ? null
            : new FoundFault(ProblemConfidence.Likely, string.Create(CultureInfo.InvariantCulture,
                $"It fell silent in the middle of {VisibleText.Show(ask.Name)}, after {ask.Bytes:N0} bytes."),
                "If it asks again, it starts over. If not, check its cable and its power.",
                [ask.EndedWith("it confirmed nothing any more")]);

    /// <summary>The same file begun several times and never had whole; what a loader does after a refusal is no try.
    /// </summary>
    private static FoundFault? Restarted(ExaminedCase phone)
    {
        if (!phone.Backwards.Any(a => a.IsImage || a.Kind is RequestedKind.SetPart)) return null;
        BootAsk[] last = [.. phone.AllAsks.Where(a => a.IsImage || a.Kind is RequestedKind.SetPart)];
        if (last is not [.., var now] || now.IsConfirmed) return null;
        AskSend[] tries = [.. last.Where(a => a.Name == now.Name && !a.IsConfirmed).SelectMany(a => a.AllSends)
            .Where(s => s.Ended is TransferOutcome.Stalled or TransferOutcome.Restarted && s.Bytes > 0)];
        if (tries.Length < TriesOfTrouble) return null;
        return new FoundFault(ProblemConfidence.Likely, string.Create(CultureInfo.InvariantCulture,
            $"It begins {VisibleText.Show(now.Name)} again and again and never has it whole; the last time it came to "
            + $"{tries[^1].Bytes:N0} bytes."),
            "Look for lost packets on the way (another cable, another port, the same duplex at both ends), for a "
            + "firewall or router that forgets the connection, and keep its power.",
            [.. tries.Select(s => PhoneFault.Seen(s.At, $"it began {VisibleText.Show(now.Name)}", s.Evidence))]);
    }

    private static FoundFault? Lossy(ExaminedCase phone)
    {
        // Who falls silent is sent the same packet a few times more, and that says nothing of the cable.
        BootAsk[] bad = [.. phone.LatestAsks.Where(a =>
            a.Ended is not (TransferOutcome.Stalled or TransferOutcome.NeverAnswered)
            && a.Retransmissions >= LostOfTrouble && a.Length / BlockBytes < (long)a.Retransmissions * OneIn)];
        return bad.Length == 0 ? null : new FoundFault(ProblemConfidence.Likely,
            "More than one packet in twenty has to be sent again on the way to it.",
            "Try another cable and another port of the switch, and look whether both ends agree about full duplex.",
            [.. bad.Select(a => a.EndedWith($"{a.Retransmissions} packets were sent again"))]);
    }

    private static FoundFault? ConfigurationTooLarge(ExaminedCase phone) =>
        Errors(phone, TooLargeForIt).FirstOrDefault(a => !a.IsImage) is not { } ask ? null
            : new FoundFault(ProblemConfidence.Certain, string.Create(CultureInfo.InvariantCulture,
                $"{VisibleText.Show(ask.Name)} has {ask.Length:N0} bytes, which is more than it takes (ERROR 11). It "
                + $"goes on as if there were no such file."),
                "Make the file shorter than 8,192 bytes: leave out comments, and what has its default value.",
                [ask.EndedWith("it sent ERROR 11")]);

    private static FoundFault? ImageTooLarge(ExaminedCase phone) =>
        Errors(phone, TooLargeForIt).FirstOrDefault(a => a.IsImage) is not { } ask ? null
            : new FoundFault(ProblemConfidence.Certain, string.Create(CultureInfo.InvariantCulture,
                $"{VisibleText.Show(ask.Name)} has {ask.Length:N0} bytes, which is more than its flash takes (ERROR "
                + $"11)."),
                "It is no image for this phone: take the one of its own package.", [ask.EndedWith("it sent ERROR 11")]);

    private static FoundFault? BlockTooLarge(ExaminedCase phone) =>
        Errors(phone, BadBlock).FirstOrDefault(a => a.BlockSize > BlockBytes) is not { } ask ? null
            : new FoundFault(ProblemConfidence.Likely,
                $"It gave up {VisibleText.Show(ask.Name)} (ERROR 0) because a packet held more than 512 bytes.",
                "Something between asks for larger blocks than the phone: serve it directly.",
                [ask.EndedWith("it sent ERROR 0")]);

    private static IEnumerable<BootAsk> Errors(ExaminedCase phone, int code) => phone.LatestAsks.Where(a =>
        a.Ended is TransferOutcome.PhoneError && a.ErrorCode == code
        // What is asked again and had whole is over.
        && !phone.LatestAsks.Any(b => b.At > a.At && b.Name == a.Name && b.IsConfirmed));

    /// <summary>
    /// A loader that does not know the key of a list (<see cref="BootAsk.IsDistrusted"/>).
    /// </summary>
    private static FoundFault? KeyGap(ExaminedCase phone)
    {
        if (phone.Boots is not [.., { Asks: var asks }]) return null;
        int at = asks.FindLastIndex(a => a.Kind is RequestedKind.Manifest);
        if (at >= 0 && at == asks.Length - 1 && phone.IsElsewhere && IsAskedOnceMore(asks[at]))
        {
            return new FoundFault(ProblemConfidence.Likely,
                $"It asks for {asks[at].Name} once more after some seconds and for nothing that it lists: its loader "
                + "does not know the key that this load is signed with.",
                "Lead it over P0S3-8-12-00 first (P0S3-8-12-00.loads and P003-8-12-00.sbn): its loader knows "
                + "both keys.",
                [.. asks[at].Sent()]);
        }

        if (at < 1 || !asks[at - 1].IsDistrusted(asks[at].Name, asks[at].Began)) return null;
        bool isFollowed = asks.Skip(at + 1).Any(a => a.IsImage);
        return isFollowed ? null : new FoundFault(ProblemConfidence.Likely,
            $"It had {asks[at].Name} whole, asked for it once more and for nothing that it lists: its loader does not "
            + "know the key that this load is signed with.",
            "Put P0S3-8-12-00 (P0S3-8-12-00.loads and P003-8-12-00.sbn) into the library and lead it over that first: "
            + "its loader knows both keys. ringback plan shows the way.",
            [asks[at - 1].EndedWith("it had it whole"), asks[at].Asked()]);
    }

    /// <summary>
    /// The same in a log that does not tell how transfers end: not a repeat of a question, which comes from the same
    /// port or sooner (sources.md 7940-7960-code §3).
    /// </summary>
    private static bool IsAskedOnceMore(BootAsk list)
    {
        if (list.Outcome is AskOutcome.NotHere or AskOutcome.Refused || list.Ended is not null) return false;
        if (list.AllSends is not [var first, var second] || first.Ended is not null) return false;
        TimeSpan pause = second.At - first.At;
        bool isNewPort = first.Port != second.Port;
        return pause <= TimeSpan.FromSeconds(15) && pause >= TimeSpan.FromSeconds(isNewPort ? 3.5 : 6)
            && (isNewPort || first.Port == 0);
    }

    /// <summary>
    /// An image that it had whole, by its own word, and asks for again; or an image with the universal loader after
    /// which it asks as before. Once may be a power cut.
    /// </summary>
    private static FoundFault? Rejected(ExaminedCase phone)
    {
        int up = phone.Boots.FindLastIndex(b => b.Registration is not null);
        BootAsk[] since = [.. phone.Boots.Skip(Math.Max(up, 0)).SelectMany(b => b.Asks)
            .Where(a => up < 0 || a.At > phone.Boots[up].Registration!.At)];
        if (since.LastOrDefault(a => a.IsImage && a.IsConfirmed) is not { } had)
            return CameUpWithout(phone) ?? AskedAgain(phone);
        int first = Array.FindIndex(since, a => a.Name == had.Name && a.IsConfirmed);
        BootAsk[] again = [.. since.Skip(first + 1).Where(a => a.Name == had.Name || IsAsBefore(had, a))];
        if (again.Length == 0) return null;
        string reason = again.Length > 1 ? "it does not accept the image" : "it did not accept the image, or lost its "
            + "power while it wrote it";
        return new FoundFault(again.Length > 1 ? ProblemConfidence.Likely : ProblemConfidence.Possible,
            $"It had {VisibleText.Show(had.Name)} whole and asks for {VisibleText.Show(again[^1].Name)} again: "
            + $"{reason}.",
            "If it goes on like this, take the files from a fresh copy of the package, or try another release.",
            [had.EndedWith("it had it whole"), .. again.Select(a => a.Asked())]);
    }

    /// <summary>
    /// An image that it asks for again and again, in a log that does not tell how transfers end: far enough apart to be
    /// no repeat of a question.
    /// </summary>
    private static FoundFault? AskedAgain(ExaminedCase phone)
    {
        if (!phone.IsElsewhere || phone.Boots is not [.., { IsUp: false } now]) return null;
        if (now.Asks.LastOrDefault() is not { IsImage: true, Ended: null } last || last.Outcome is AskOutcome.NotHere)
            return null;
        AskSend[] sends = [.. last.AllSends];
        bool isApart = sends.Length >= AsksOfTrouble && sends.All(s => s.Ended is null) && sends.Skip(1).Zip(sends)
            .All(p => p.First.At - p.Second.At >= Apart);
        return !isApart ? null : new FoundFault(ProblemConfidence.Possible,
            $"It asks for {VisibleText.Show(last.Name)} again and again: it does not accept the image, or never has it "
            + "whole; this log does not tell which.",
            "Take the files from a fresh copy of the package, and look for lost packets on the way.", [.. last.Sent()]);
    }

    /// <summary>
    /// A load that it had or could have had, and came up without; while it is led, its way goes round it.
    /// </summary>
    private static FoundFault? CameUpWithout(ExaminedCase phone)
    {
        if (phone.Progress.Refused is not [.., var load] || phone.Conversion is { Status: not ConversionStatus.Refused }
            || phone.Boots.FindLast(b => b.Registration is not null)?.Registration is not { } up) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It had {load} whole, or the list of it, and came up without it.",
            "Take the files from a fresh copy of the package, or try another release.",
            [PhoneFault.Seen(up.At, "it came up with another load", up.Evidence)]);
    }

    private static bool IsAsBefore(BootAsk had, BootAsk later) => later.Kind is RequestedKind.DualBoot
        && had.Understood().Load is { Generation: Ringback.Catalogue.Loads.LoadGeneration.Universal };
}
