using Ringback.Phones.Configuration;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Answers;

/// <summary>
/// The files that tell a phone which load to run. With a plan each of them names the load that the phone needs now:
/// the user's own file with only that value replaced, or, where there is none, a small file made for the phone.
/// </summary>
internal static class ConfigurationAnswers
{
    private const string ImageVersion = "image_version";

    private static readonly string[] ModelElements = ["loadInformation7", "loadInformation8"];
    private static readonly string[] LoadElements = ["loadInformation", .. ModelElements];

    internal static FileAnswer Answer(AnswerScene scene)
    {
        ShelfFile? onDisk = scene.OnDisk ?? scene.Shelf.Find(scene.Asked.Name);
        if (scene.Wanted is not { } wanted)
        {
            return onDisk is null
                ? scene.Missing
                : Plain.Serve(onDisk) with { Because = $"{scene.Asked.Purpose}; it gets your file" };
        }

        if (onDisk is null || scene.Shelf.Read(onDisk) is not { } bytes) return Made(scene, wanted, null);
        if (IsBlank(bytes.Span))
        {
            return Made(scene, wanted, $"your {onDisk.Path} is empty, which stops a phone at \"Protocol Application "
                + "Invalid\"; delete it");
        }

        return scene.Asked.Kind is RequestedKind.SepXml or RequestedKind.XmlDefault
            ? RewrittenXml(scene, wanted, onDisk, bytes)
            : RewrittenCnf(scene, wanted, onDisk, bytes);
    }

    private static Serve RewrittenCnf(AnswerScene scene, LoadName wanted, ShelfFile onDisk, ReadOnlyMemory<byte> bytes)
    {
        CnfText file = CnfText.Read(bytes);
        if (file.Value(ImageVersion) is null)
        {
            // The default file is where the load belongs; a phone's own file may well leave it out.
            if (scene.Asked.Kind is RequestedKind.SipPhone or RequestedKind.MgcPhone)
                return Kept(scene, onDisk, bytes, null, "it gets your file, which leaves the load to the default file");
            return Changed(scene, wanted, onDisk, file.WithAppended(ImageVersion, wanted.Text).Content, ImageVersion,
                null, "a line with the load was added at the end");
        }

        CnfText changed = file.WithValue(ImageVersion, wanted.Text, out CnfEdit? edit);
        return edit is not { Lines.Count: > 0 }
            ? Kept(scene, onDisk, bytes, wanted, $"it gets your file, which names {wanted} already")
            : Changed(scene, wanted, onDisk, changed.Content, ImageVersion, edit.From.Length == 0 ? null : edit.From,
                $"{ImageVersion} in line {string.Join(", ", edit.Lines)} was replaced");
    }

    private static FileAnswer RewrittenXml(AnswerScene scene, LoadName wanted, ShelfFile onDisk,
        ReadOnlyMemory<byte> bytes)
    {
        PhoneXmlText file = PhoneXmlText.Read(bytes);
        if (file.RootName is not { } root || !(Same(root, "device") || Same(root, "Default")))
        {
            return Made(scene, wanted, $"your {onDisk.Path} is no phone's configuration: its root element is "
                + (file.RootName is null ? "missing" : $"<{file.RootName}>") + " (config-wrong-root)");
        }

        PhoneXmlText changed = file.WithLoad(LoadElements, wanted.Text, out IReadOnlyList<XmlLoadEdit> edits);
        string[] absent = Absent(scene.Asked.Kind, file);
        PhoneXmlText? longer = changed;
        foreach (string element in absent) longer = longer?.WithInsertedLoad(element, wanted.Text);
        if (longer is null && file.Loads.Count == 0)
        {
            return Made(scene, wanted, $"your {onDisk.Path} is not a configuration that a phone can read: its root "
                + "element is not closed");
        }

        if (longer is null) absent = [];
        if (edits.Count == 0 && absent.Length == 0)
            return Kept(scene, onDisk, bytes, wanted, $"it gets your file, which names {wanted} already");
        string[] said = [.. edits.Select(e => e.From).Where(f => f.Length > 0).Distinct()];
        string names = string.Join(", ", edits.Select(e => e.Element).Distinct());
        string replaced = edits.Count == 0 ? "" : $"{names} in line "
            + $"{string.Join(", ", edits.Select(e => e.Line).Distinct())} was replaced";
        string added = absent.Length == 0 ? "" : $"{string.Join(" and ", absent)} was added at the end";
        return Changed(scene, wanted, onDisk, (longer ?? changed).Content,
            string.Join(", ", edits.Select(e => e.Element).Concat(absent).Distinct()),
            said.Length == 0 ? null : string.Join(", ", said),
            string.Join(", and ", new[] { replaced, added }.Where(t => t.Length > 0)));
    }

    /// <summary>
    /// The elements that are wanting, so that a phone of either model finds its load: a phone's own file has one
    /// element for it, the default file one for each model. Under the universal loader a phone's own file in the form
    /// of the default file was obeyed too (field guide 7940-7960 §6.5).
    /// </summary>
    private static string[] Absent(RequestedKind kind, PhoneXmlText file)
    {
        string[] perModel = [.. ModelElements.Where(e => !Has(file, e))];
        if (kind is RequestedKind.XmlDefault) return perModel;
        return Has(file, LoadElements[0]) || perModel.Length == 0 ? [] : [LoadElements[0]];
    }

    private static bool Has(PhoneXmlText file, string element) => file.Loads.Any(l => Same(l.Element, element));

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static Serve Kept(AnswerScene scene, ShelfFile onDisk, ReadOnlyMemory<byte> bytes, LoadName? names,
        string because) => new()
    {
        Name = onDisk.Path,
        Content = new MadeContent(bytes),
        NamesLoad = names,
        Because = $"{scene.Asked.Purpose}; {because}{Elsewhere(scene, bytes)}",
    };

    /// <summary>A phone that registers with another server gives its proof there.</summary>
    private static string Elsewhere(AnswerScene scene, ReadOnlyMemory<byte> bytes)
    {
        string[] servers = scene.Asked.Kind is RequestedKind.SepXml or RequestedKind.XmlDefault
            ? [.. PhoneXmlText.Read(bytes).CallManagers.Select(c => c.Host)]
            : [.. new[] { CnfText.Read(bytes).Value("proxy1_address") }.OfType<string>()];
        string ours = scene.Question.Doors.Address.ToString();
        string[] others = [.. servers.Where(s => s.Length > 0 && s != ours).Distinct()];
        return others.Length == 0 || servers.Contains(ours)
            ? ""
            : $". The file sends the phone to {string.Join(", ", others)} to register, so whether it came up is to be "
                + "seen there and not here";
    }

    private static Serve Changed(AnswerScene scene, LoadName wanted, ShelfFile onDisk, ReadOnlyMemory<byte> bytes,
        string key, string? from, string how) => new()
    {
        Name = onDisk.Path,
        Content = new MadeContent(bytes),
        NamesLoad = wanted,
        Because = $"{scene.Asked.Purpose}; it gets your file with the load {wanted} in it{Elsewhere(scene, bytes)}",
        Notes =
        [
            new LoadValueReplaced
            {
                At = default,
                File = onDisk.Path,
                Key = key,
                From = from,
                To = wanted.Text,
                Because = from is null
                    ? $"your {onDisk.Path} names no load; for this phone {how}, naming {wanted}. The file on disk is "
                        + "as it was"
                    : $"your {onDisk.Path} names {from}; for this phone {how} by {wanted} and every other byte kept. "
                        + "The file on disk is as it was",
            },
        ],
    };

    private static FileAnswer Made(AnswerScene scene, LoadName wanted, string? instead)
    {
        byte[]? bytes = Bytes(scene, wanted);
        if (bytes is null)
            return scene.Missing;
        string prefix = instead is null ? "" : instead + ". Instead ";
        string unlocks = scene.Asked.Kind is RequestedKind.SipPhone && wanted.Protocol == PhoneProtocol.Sip
            ? " and sets the phone's password to \"cisco\", so that its menus can be unlocked"
            : "";
        return new Serve
        {
            Name = scene.Asked.Name,
            Content = new MadeContent(bytes),
            NamesLoad = wanted,
            Because = $"{scene.Asked.Purpose}; {prefix}it gets a file made for it, which names {wanted}{unlocks}",
        };
    }

    private static byte[]? Bytes(AnswerScene scene, LoadName wanted)
    {
        BenchDoors doors = scene.Question.Doors;
        bool sip = wanted.Protocol == PhoneProtocol.Sip;
        bool sccp = wanted.Protocol == PhoneProtocol.Sccp;
        switch (scene.Asked.Kind)
        {
            case RequestedKind.SepXml when sccp:
                return GeneratedConfiguration.SepXml(wanted, doors.Address, doors.SccpPort);
            case RequestedKind.SepXml:
                return scene.Catalogue.Assumes("sep-file-may-name-a-sip-load")
                    ? GeneratedConfiguration.SepXmlForOtherProtocol(wanted)
                    : null;
            case RequestedKind.XmlDefault:
                return GeneratedConfiguration.XmlDefault(wanted, doors.Address, doors.SccpPort);
            case RequestedKind.SipPhone when sip && (scene.Asked.Mac ?? scene.Question.Phone.Mac) is { } mac:
                return GeneratedConfiguration.SipPhone(wanted, mac, doors.Address, doors.SipPort, "cisco");
            case RequestedKind.SipDefault when sip:
                return GeneratedConfiguration.SipDefault(wanted, doors.Address, doors.SipPort);
            // For a phone that is to leave SIP or MGCP only image_version matters.
            case RequestedKind.SipPhone or RequestedKind.SipDefault or RequestedKind.MgcPhone
                or RequestedKind.MgcDefault:
                return GeneratedConfiguration.MgcDefault(wanted);
            default:
                return null;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n\0"u8) < 0;
}
