using System.Text.RegularExpressions;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>Names that are not what they should be: in a file that names a load, on the disk, in the server.</summary>
internal static partial class NameRules
{
    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.StrayCharacterInName, ProblemSeverity.Warning, Stray),
        new(ProblemCode.LoadWithExtension, ProblemSeverity.Error, WithExtension),
        new(ProblemCode.MisspelledLoadName, ProblemSeverity.Error, Misspelled),
        new(ProblemCode.ServerRewritesName, ProblemSeverity.Error, Rewritten),
        new(ProblemCode.WrongCaseInName, ProblemSeverity.Info, WrongCase),
        new(ProblemCode.SignedToUnsigned, ProblemSeverity.Error, ToUnsigned),
    ];

    /// <summary>Bytes in a name that belong to no name; somebody else's server answers them with "not found".</summary>
    private static FoundFault? Stray(ExaminedCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks.Where(
            a => a.Kind is not RequestedKind.Other && MeantName.Read(a.Name).Stray.Count > 0)];
        if (asks is not [.., var last]) return null;
        string bytes = string.Join(", ",
            MeantName.Read(last.Name).Stray.Select(s => $"{s.Called}, {s.Hex}, at position {s.Offset + 1}"));
        // An old load asks for the one file that names it and then for what stands in it, to the last byte.
        bool isDualBoot = last.Understood().LoadText is not null && phone.LatestAsks.TakeWhile(a => a != last)
            .LastOrDefault(a => a.Understood().CanNameLoad)?.Kind is RequestedKind.DualBoot;
        return new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(last.Name)} ({bytes})"
            + (last.Outcome is AskOutcome.NotHere ? ", which the server does not have, and means " : " and means ")
            + $"{last.Forgiven?.Meant ?? last.Understood().Name}"
            + (isDualBoot ? ": OS79XX.TXT holds more than the name, and an old load takes every byte of it." : "."),
            last.Forgiven?.Advice ?? "Write the name alone into the file that names it, OS79XX.TXT for old loads, "
                + "without a line end or a blank behind it.",
            [.. asks.Select(a => a.Asked())])
        {
            // Ours forgives it; any other server has no such file.
            Severity = last.Outcome is AskOutcome.NotHere ? ProblemSeverity.Error : null,
            Place = isDualBoot ? new ProblemPlace("OS79XX.TXT", 1) : null,
            Fix = isDualBoot ? last.Understood().LoadText : null,
        };
    }

    /// <summary><c>P0S3-8-12-00.bin.loads</c>: the extension stands in the file that names the load.</summary>
    private static FoundFault? WithExtension(ExaminedCase phone)
    {
        if (NotSeen(phone, a => DoubleExtension().IsMatch(a.Name)) is not { } ask) return null;
        string bare = DoubleExtension().Replace(ask.Name, "$1");
        return new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(ask.Name)}: the file that names its load names it with an extension, and "
                + "it "
            + "adds its own.",
            $"Write {VisibleText.Show(bare)} there, without extension.", [ask.Asked()]);
    }

    private static FoundFault? Misspelled(ExaminedCase phone)
    {
        if (NotSeen(phone, a => Spelt(a) is not null) is not { } ask) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It asks for {VisibleText.Show(ask.Name)}, a name that no package has: the load is called {Spelt(ask)}.",
            $"Write {Spelt(ask)} into the file that names its load.", [ask.Asked()]);
    }

    /// <summary>The load as its package writes it; null when it is written so, or when that is not known.</summary>
    private static string? Spelt(BootAsk ask)
    {
        RequestedFile file = ask.Understood();
        if (file.Load is { } load) return PackageSpelling.Correct(load);
        // The load of a Java phone ends in an S for signed, which people take for a part of the sentence before it.
        return file is { Kind: RequestedKind.SetManifest, LoadText: { } text } && JavaLoad().IsMatch(text)
            ? text + "S"
            : null;
    }

    /// <summary>The server made another name of the one that was asked for, and has no such file.</summary>
    private static FoundFault? Rewritten(ExaminedCase phone)
    {
        if (NotSeen(phone, IsRewritten) is not { } ask) return null;
        string asked = VisibleText.Show(ask.Name), looked = VisibleText.Show(ask.LookedFor!);
        return new FoundFault(ProblemConfidence.Certain,
            $"It asks for {asked}, and the server looks for {looked} instead, which is not there. The file may be "
                + "there "
            + "under its own name.",
            "Mend the rule of the server that rewrites names (tftpd's map file, option -m): it must leave the whole "
                + "name "
            + "as it is.", [ask.Asked()]);
    }

    private static bool IsRewritten(BootAsk ask) => ask.LookedFor is { } looked && Matters(ask)
        && !LastPart(looked).Equals(LastPart(ask.Name), StringComparison.Ordinal);

    private static string LastPart(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    private static FoundFault? WrongCase(ExaminedCase phone)
    {
        BootAsk[] asks = [.. phone.LatestAsks.Where(a => a.Forgiven?.Code == ProblemCode.WrongCaseInName)];
        if (asks is [.., var last])
        {
            return new FoundFault(ProblemConfidence.Certain,
                $"It asks for {VisibleText.Show(last.Name)}, and the file is called {last.Forgiven!.Meant}.",
                last.Forgiven?.Advice ?? "Nothing has to be done here; a server that minds letter case has no such "
                    + "file.",
                [.. asks.Select(a => a.Asked())]);
        }

        if (Missing(phone, a => UsualCase(a) is not null) is not { } ask) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It asks for {VisibleText.Show(ask.Name)}, and the file is usually called {UsualCase(ask)}: this server "
            + "minds letter case.",
            "Give the file the very name that the phone asks for, or put a second one there under it.", [ask.Asked()])
        {
            Severity = ProblemSeverity.Warning,
        };
    }

    /// <summary>The name as people and packages write it; null when the phone asks so.</summary>
    private static string? UsualCase(BootAsk ask)
    {
        if (!Matters(ask)) return null;
        string name = ask.Understood().Name;
        string? usual = RequestedNames.UsualCase(name)
            ?? (ask.Kind is RequestedKind.SetPart ? LowerWord(name)
                : ask.Understood().Load is { Text: var load }
                    ? load.ToUpperInvariant() + name[load.Length..].ToLowerInvariant()
                    : null);
        return usual is null || usual == name || !usual.Equals(name, StringComparison.OrdinalIgnoreCase) ? null : usual;
    }

    /// <summary>The parts of a set begin with a small word, <c>jar41</c>; what stands behind is as it is.</summary>
    private static string LowerWord(string name)
    {
        int digit = name.AsSpan().IndexOfAnyInRange('0', '9');
        return digit < 0 ? name : name[..digit].ToLowerInvariant() + name[digit..];
    }

    /// <summary>
    /// A phone that takes signed code only is led to an unsigned load: it asks for a signed file of it, which there
    /// never was.
    /// </summary>
    private static FoundFault? ToUnsigned(ExaminedCase phone)
    {
        BootAsk? ask = phone.Boots is not [.., { IsUp: false } now] ? null : now.Asks.FindLast(a =>
            a.Kind is RequestedKind.Manifest or RequestedKind.SignedImage && !a.WasServed()
            && a.Understood().Load is { Generation: LoadGeneration.Unsigned });
        return ask is null ? null : new FoundFault(ProblemConfidence.Certain,
            $"It asks for {VisibleText.Show(ask.Name)}: it runs signed code, and {ask.Understood().LoadText} is from "
            + "before loads were signed. There is no way back.",
            "Name a signed load: SCCP 5.0 or later, SIP or MGCP 5.x or later.", [ask.Asked()]);
    }

    /// <summary>The last question of a phone that is not up which fits and was not answered with a file.</summary>
    private static BootAsk? Missing(ExaminedCase phone, Predicate<BootAsk> fits) =>
        phone.LatestAsks.LastOrDefault(a => a.Outcome is AskOutcome.NotHere && fits(a));

    /// <summary>
    /// The same of a name that says by itself that it is wrong: there too where nothing tells what came of it.
    /// </summary>
    private static BootAsk? NotSeen(ExaminedCase phone, Predicate<BootAsk> fits) =>
        phone.LatestAsks.LastOrDefault(a => a.Outcome is AskOutcome.NotHere or AskOutcome.Unknown && fits(a));

    /// <summary>True for a file that a phone needs.</summary>
    internal static bool Matters(BootAsk ask) => ask.Kind is not (RequestedKind.Other or RequestedKind.TrustList
        or RequestedKind.IdentityList or RequestedKind.Trimming or RequestedKind.OtherFamily
        or RequestedKind.SignedConfiguration);

    [GeneratedRegex(@"^(.*P[0D].3.{4,}|.*(?:SCCP|SIP)\d\d\..+)\.(?:bin|sbn|sb2|loads|zup)\.(?:loads|sbn|sb2|bin)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoubleExtension();

    [GeneratedRegex(@"^(?:SCCP|SIP)\d\d\.\d+-\d+-\d+(?:SR\d+)?(?:-\d+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JavaLoad();
}
