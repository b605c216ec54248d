using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Text;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Answers;

/// <summary>
/// Forgiving is not hiding: when a phone gets a file by a name that does not exist as written, it is told which byte
/// was wrong, which file it came from, and what to do.
/// </summary>
internal static class Forgiveness
{
    internal static FileAnswer Confess(AnswerScene scene, FileAnswer answer)
    {
        MeantName meant = scene.Meant;
        bool asWritten = meant.Stray.Count == 0 && !meant.ForeignPath
            && (answer is not Serve whole || (whole.Name == meant.Path && !meant.Path.Contains('/')));
        if (asWritten) return answer;
        List<PhoneEvent> notes = [.. answer.Notes];
        if (meant.Stray.Count > 0) notes.Add(Stray(scene, answer));
        if (answer is Serve serve)
        {
            string servedName = Path.GetFileName(serve.Name);
            if (OnlyCaseDiffers(scene.Asked.Name, servedName) || OnlyCaseDiffers(meant.Path, serve.Name))
            {
                notes.Add(Note(scene, servedName, "wrong-case-in-name", null,
                    $"Only the letter case differs ({servedName} on this side); most TFTP servers would have said "
                    + $"\"file not found\".{Signed(serve, servedName)}"));
            }

            // What is made for the phone, and firmware of a plan, go by the last part of the name.
            bool elsewhere = meant.Path.Contains('/') && !Same(meant.Path, serve.Name)
                && !serve.Name.EndsWith('/' + meant.Path, StringComparison.OrdinalIgnoreCase);
            if (meant.ForeignPath || elsewhere)
            {
                notes.Add(Note(scene, elsewhere ? serve.Name : meant.Path, "foreign-path", null,
                    "The path before or inside the name was read as one of this folder's; that is harmless."));
            }
        }

        return answer with { Notes = notes };
    }

    /// <summary>A signed file carries its name, and the phone compares it with what it asked for.</summary>
    private static string Signed(Serve serve, string name) => serve.Content is StoredContent
    {
        File.Identity: { Signed: true, Family: not FirmwareFile.Family7940And7960 },
    }
        ? $" The phone also compares the name inside the signed file with the one it asked for, and may refuse it for "
            + $"that: write {FileNames.WithoutFirmwareExtension(name)} into the file that names the load."
        : "";

    private static bool OnlyCaseDiffers(string a, string b) => a != b && Same(a, b);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static NameForgiven Stray(AnswerScene scene, FileAnswer answer)
    {
        ShelfFile? source = Source(scene);
        string intended = answer is Serve serve ? serve.Name : scene.Meant.Path;
        string outcome = answer switch
        {
            Serve => "It got the file that was meant.",
            Refused => "It must not have the file that was meant.",
            _ => "The file that was meant is not here for it.",
        };
        return Note(scene, intended, "stray-character-in-name", source?.Path, source is null
            ? $"{outcome} No file in your folders has that character; the phone must have the name from another server "
                + "or from an earlier version of a file."
            : $"The stray character stands in your {source.Path}: {Explain(scene, source)} {outcome} {Repair(source)}");
    }

    private static NameForgiven Note(AnswerScene scene, string meant, string code, string? source, string advice) =>
        new()
        {
            At = default,
            Name = scene.Meant.Raw,
            Shown = VisibleText.Show(scene.Meant.Raw),
            Meant = meant,
            Code = code,
            Stray = scene.Meant.Stray,
            Source = source,
            Advice = advice,
        };

    /// <summary>The file on disk that names this very load and has something stray behind it.</summary>
    private static ShelfFile? Source(AnswerScene scene)
    {
        string stem = Path.GetFileNameWithoutExtension(scene.Meant.Path);
        // What only the universal loader asks for did not come from OS79XX.TXT, which it does not read; but better the
        // one file that has the byte than none.
        bool loader = scene.Asked.Kind is RequestedKind.Manifest or RequestedKind.Application;
        foreach (ShelfFile file in scene.Shelf.Files.OrderBy(f => loader == IsDualBoot(f)))
        {
            bool firmware = file.Identity.Kind is FirmwareKind.Firmware or FirmwareKind.Manifest;
            if (firmware || file.Length > 64 * 1024) continue;
            RequestedFile kind = RequestedFile.Recognise(file.Path);
            if (!kind.CanNameLoad || scene.Shelf.Read(file) is not { } bytes) continue;
            if (HasStray(scene, kind, bytes, stem)) return file;
        }

        return null;
    }

    private static bool HasStray(AnswerScene scene, RequestedFile kind, ReadOnlyMemory<byte> bytes, string stem) =>
        kind.Kind switch
    {
        RequestedKind.DualBoot => DualBootFile.Read(bytes.Span) is { IsClean: false, Name: { } name, Stray: var stray }
            && Same(name, stem) && stray.Any(s => scene.Meant.Stray.Any(m => m.Hex == s.Hex)),
        RequestedKind.SepXml or RequestedKind.XmlDefault
            => PhoneXmlText.Read(bytes).Loads.Any(l => Dirty(l.Value, stem)),
        _ => CnfText.Read(bytes).Values.Any(v => v.Key.Equals("image_version", StringComparison.OrdinalIgnoreCase)
            && Dirty(v.Value, stem)),
    };

    private static bool Dirty(string value, string stem) =>
        value.Length != stem.Length
        && Same(Path.GetFileNameWithoutExtension(MeantName.Read(value).Path), stem);

    private static string Explain(AnswerScene scene, ShelfFile source) =>
        IsDualBoot(source) && scene.Shelf.Read(source) is { } bytes
            ? DualBootFile.Read(bytes.Span).Explanation + "."
            : "the value that names the load has it.";

    private static string Repair(ShelfFile source) => IsDualBoot(source)
        ? "To repair it, write only the name into that file, without a line end."
        : "To repair it, take the stray character out of that value and leave the rest of the file as it is.";

    private static bool IsDualBoot(ShelfFile file) => RequestedFile.Recognise(file.Name).Kind is RequestedKind.DualBoot;
}
