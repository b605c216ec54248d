using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Answers;

/// <summary>
/// The files that tell a phone which load to run. With a plan each of them names the load that the phone needs now:
/// the user's own file with only that value replaced, or, where there is none, a small file made for the phone.
/// </summary>
internal static class ConfigurationAnswers
{
    private const string ImageVersion = "image_version";

    private const string LoadInformation = "loadInformation";

    internal static FileAnswer Answer(AnswerScene scene)
    {
        ShelfFile? onDisk = scene.OnDisk ?? scene.Shelf.Find(scene.Asked.Name);
        if (scene.Question.Pending is { } pending && onDisk is null)
            return (FileAnswer?)Stays(scene) ?? NotKnownYet(scene, pending);
        if (Wanted(scene) is not { } wanted)
        {
            return onDisk is null
                ? (FileAnswer?)Stays(scene) ?? scene.Missing
                : Plain.Serve(onDisk) with { Because = $"{scene.Asked.Purpose}; it gets your file" };
        }

        if (onDisk is null || scene.Shelf.Read(onDisk) is not { } bytes) return Made(scene, wanted, scene.Unreadable);
        if (IsBlank(bytes.Span))
        {
            return Made(scene, wanted, $"your {onDisk.Path} is empty, which stops a phone at \"Protocol Application "
                + "Invalid\"; delete it");
        }

        return scene.Asked.Kind is RequestedKind.SepXml or RequestedKind.XmlDefault
            ? RewrittenXml(scene, wanted, onDisk, bytes)
            : RewrittenCnf(scene, wanted, onDisk, bytes);
    }

    /// <summary>
    /// What the file names. In the XML of a phone that a profile converts only an SCCP load stands; any other would
    /// send the phone back and forth (sources.md other-phones §1.4).
    /// </summary>
    private static string? Wanted(AnswerScene scene) =>
        scene.Plan is { Upgrade: not null, Target.Protocol: not PhoneProtocol.Sccp } ? "" : scene.Wanted;

    internal static Serve? Stays(AnswerScene scene) => MadeConfiguration.WithoutLoad(scene) is { } bytes
        ? new Serve
        {
            Name = scene.Asked.Name,
            Content = new MadeContent(bytes),
            Because = $"{scene.Asked.Purpose}; it is led to no other load now, so it gets a file that names none and "
                + "lets it come up with what it has",
        }
        : null;

    private static string Means(string wanted) => wanted.Length == 0 ? "no load, as its profile does" : wanted;

    /// <summary>A phone shows by its next question which it is; in the default file each model finds its own.</summary>
    private static FileAnswer NotKnownYet(AnswerScene scene, PlanPending pending)
    {
        if (scene.Asked.Kind is RequestedKind.XmlDefault && pending.Defaults.Count > 0)
        {
            return new Serve
            {
                Name = scene.Asked.Name,
                Content = new MadeContent(GeneratedConfiguration.XmlDefault(
                    pending.Defaults.Select(d => (d.Element, d.Load)), scene.Question.Server.Address,
                    scene.Question.Server.SccpPort)),
                Because = $"{scene.Asked.Purpose}; it is not known yet which phone asks, so it gets a list in which "
                    + "each model finds its own load",
            };
        }

        return new NotHere
        {
            Because = $"{scene.Asked.Purpose}; it is not known yet which phone asks, and there are loads for several "
                + "kinds here. Without this file its next question will tell",
        };
    }

    private static Serve RewrittenCnf(AnswerScene scene, string wanted, ShelfFile onDisk, ReadOnlyMemory<byte> bytes)
    {
        CnfText file = CnfText.Read(bytes);
        if (file.Value(ImageVersion) is null)
        {
            // The default file is where the load belongs; a phone's own file may well leave it out.
            if (scene.Asked.Kind is RequestedKind.SipPhone or RequestedKind.MgcPhone)
                return Kept(scene, onDisk, bytes, null, "it gets your file, which leaves the load to the default file");
            return Changed(scene, wanted, onDisk, file.WithAppended(ImageVersion, wanted).Content, ImageVersion,
                null, "a line with the load was added at the end");
        }

        CnfText changed = file.WithValue(ImageVersion, wanted, out CnfEdit? edit);
        return edit is not { Lines.Count: > 0 }
            ? Kept(scene, onDisk, bytes, wanted, $"it gets your file, which names {Means(wanted)} already")
            : Changed(scene, wanted, onDisk, changed.Content, ImageVersion, edit.From.Length == 0 ? null : edit.From,
                $"{ImageVersion} in line {string.Join(", ", edit.Lines)} was replaced");
    }

    private static FileAnswer RewrittenXml(AnswerScene scene, string wanted, ShelfFile onDisk,
        ReadOnlyMemory<byte> bytes)
    {
        PhoneXmlText file = PhoneXmlText.Read(bytes);
        if (file.RootName is not { } root || !(Same(root, "device") || Same(root, "Default")))
        {
            return Made(scene, wanted, $"your {onDisk.Path} is no phone's configuration: its root element is "
                + (file.RootName is null ? "missing" : $"<{file.RootName}>") + " (config-wrong-root)");
        }

        PhoneXmlText changed = file.WithLoad(
            [LoadInformation, .. ModelElements(scene)], wanted, out IReadOnlyList<XmlLoadEdit> edits);
        // An element that is not there names no load.
        string[] absent = wanted.Length == 0 ? [] : Absent(scene, file);
        PhoneXmlText? longer = changed;
        foreach (string element in absent) longer = longer?.WithInsertedLoad(element, wanted);
        if (longer is null && file.Loads.Count == 0)
        {
            return Made(scene, wanted, $"your {onDisk.Path} is not a configuration that a phone can read: its root "
                + "element is not closed");
        }

        if (longer is null) absent = [];
        if (edits.Count == 0 && absent.Length == 0)
            return Kept(scene, onDisk, bytes, wanted, $"it gets your file, which names {Means(wanted)} already");
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
    /// of the default file was obeyed too (sources.md 7940-7960 §6.5).
    /// </summary>
    private static string[] Absent(AnswerScene scene, PhoneXmlText file)
    {
        string[] perModel = [.. ModelElements(scene).Where(e => !Has(file, e))];
        if (scene.Asked.Kind is RequestedKind.XmlDefault) return perModel;
        return Has(file, LoadInformation) || perModel.Length == 0 ? [] : [LoadInformation];
    }

    /// <summary>The elements of all models that run the firmware: a 7940 and a 7960 look for different ones.</summary>
    private static IEnumerable<string> ModelElements(AnswerScene scene) => scene.Catalogue.Models
        .Where(m => m.FirmwareFamily == scene.Plan?.Model.FirmwareFamily)
        .Select(m => m.LoadInformation).OfType<string>().Distinct();

    private static bool Has(PhoneXmlText file, string element) => file.Loads.Any(l => Same(l.Element, element));

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static Serve Kept(AnswerScene scene, ShelfFile onDisk, ReadOnlyMemory<byte> bytes, string? names,
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
        string ours = scene.Question.Server.Address.ToString();
        string[] others = [.. servers.Where(s => s.Length > 0 && s != ours).Distinct()];
        return others.Length == 0 || servers.Contains(ours)
            ? ""
            : $". The file sends the phone to {string.Join(", ", others)} to register, so whether it came up is to be "
                + "seen there and not here";
    }

    private static Serve Changed(AnswerScene scene, string wanted, ShelfFile onDisk, ReadOnlyMemory<byte> bytes,
        string key, string? from, string how) => new()
    {
        Name = onDisk.Path,
        Content = new MadeContent(bytes),
        NamesLoad = wanted,
        Because = $"{scene.Asked.Purpose}; it gets your file with "
            + $"{(wanted.Length == 0 ? "no load" : $"the load {wanted}")} in it{Elsewhere(scene, bytes)}",
        Notes =
        [
            new LoadValueReplaced
            {
                At = default,
                File = onDisk.Path,
                Key = key,
                From = from,
                To = wanted,
                Because = from is null
                    ? $"your {onDisk.Path} names no load; for this phone {how}, naming {Means(wanted)}. The file "
                        + "on disk is as it was"
                    : $"your {onDisk.Path} names {from}; for this phone {how} by {Means(wanted)} and every other byte "
                        + "kept. The file on disk is as it was",
            },
        ],
    };

    private static FileAnswer Made(AnswerScene scene, string wanted, string? instead)
    {
        byte[]? bytes = MadeConfiguration.Bytes(scene, wanted);
        if (bytes is null)
            return scene.Missing;
        string prefix = instead is null ? "" : instead + ". Instead ";
        string unlocks = scene.Asked.Kind is RequestedKind.SipPhone && scene.Plan!.Names.Protocol is PhoneProtocol.Sip
            ? " and sets the phone's password to \"cisco\", so that its menus can be unlocked"
            : "";
        return new Serve
        {
            Name = scene.Asked.Name,
            Content = new MadeContent(bytes),
            NamesLoad = wanted,
            Because = $"{scene.Asked.Purpose}; {prefix}it gets a file made for it, which names {Means(wanted)}"
                + unlocks,
        };
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n\0"u8) < 0;
}
