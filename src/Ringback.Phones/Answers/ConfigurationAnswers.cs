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

    internal static FileAnswer Answer(AnswerScene scene)
    {
        ShelfFile? onDisk = scene.OnDisk ?? scene.Shelf.Find(scene.Asked.Name);
        if (scene.Wanted is not { } wanted)
        {
            return onDisk is null
                ? new NotHere { Because = $"{scene.Asked.Purpose}; there is none, {scene.Asked.WhenMissing}" }
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
            : Changed(scene, wanted, onDisk, changed.Content, ImageVersion, edit.From,
                $"{ImageVersion} in line {string.Join(", ", edit.Lines)} was replaced");
    }

    private static FileAnswer RewrittenXml(AnswerScene scene, LoadName wanted, ShelfFile onDisk,
        ReadOnlyMemory<byte> bytes)
    {
        bool own = scene.Asked.Kind is RequestedKind.SepXml;
        PhoneXmlText file = PhoneXmlText.Read(bytes);
        // Under the universal loader a phone's own file in the form of the default file was obeyed too (§6.5).
        string[] elements = own ? ["loadInformation", .. ModelElements] : ModelElements;
        PhoneXmlText changed = file.WithLoad(elements, wanted.Text, out IReadOnlyList<XmlLoadEdit> edits);
        string[] absent = own
            ? Has(file, elements) ? [] : ["loadInformation"]
            : [.. elements.Where(e => !Has(file, [e]))];
        PhoneXmlText? longer = changed;
        foreach (string element in absent) longer = longer?.WithInsertedLoad(element, wanted.Text);
        // A default file with one model's load would leave the other model without one, where there is room for it.
        if (absent.Length > 0 && (longer is not null || !Has(file, ModelElements)))
        {
            return longer is null
                ? Made(scene, wanted, $"your {onDisk.Path} is not a configuration that a phone can read: its root "
                    + "element is not closed")
                : Changed(scene, wanted, onDisk, longer.Content, string.Join(", ", edits.Select(e => e.Element)
                    .Concat(absent)), edits.Count == 0 ? null : edits[0].From, edits.Count == 0
                    ? "the element with the load was added at the end"
                    : $"{string.Join(", ", absent)} was added at the end and {edits[0].Element} replaced");
        }

        return edits.Count == 0
            ? Kept(scene, onDisk, bytes, wanted, $"it gets your file, which names {wanted} already")
            : Changed(scene, wanted, onDisk, changed.Content, edits[0].Element,
                string.Join(", ", edits.Select(e => e.From).Distinct()),
                $"{edits[0].Element} in line {string.Join(", ", edits.Select(e => e.Line))} was replaced");
    }

    private static bool Has(PhoneXmlText file, string[] elements) =>
        file.Loads.Any(l => elements.Contains(l.Element, StringComparer.OrdinalIgnoreCase));

    private static Serve Kept(AnswerScene scene, ShelfFile onDisk, ReadOnlyMemory<byte> bytes, LoadName? names,
        string because) => new()
    {
        Name = onDisk.Path,
        Content = new MadeContent(bytes),
        NamesLoad = names,
        Because = $"{scene.Asked.Purpose}; {because}",
    };

    private static Serve Changed(AnswerScene scene, LoadName wanted, ShelfFile onDisk, ReadOnlyMemory<byte> bytes,
        string key, string? from, string how) => new()
    {
        Name = onDisk.Path,
        Content = new MadeContent(bytes),
        NamesLoad = wanted,
        Because = $"{scene.Asked.Purpose}; it gets your file with the load {wanted} in it",
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
            return new NotHere { Because = $"{scene.Asked.Purpose}; there is none, {scene.Asked.WhenMissing}" };
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
