using System.Globalization;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Answers;

/// <summary>
/// The one place where it is decided what a phone gets when it asks for a name, and why. Pure: the same question over
/// the same shelf has the same answer.
/// </summary>
public static class PhoneAnswers
{
    /// <summary>
    /// Characters of a name at most: what a file's name may have on the disks of all systems. A request may have 512
    /// bytes in all (RFC 2347), and the longest name that a phone asks for has some forty.
    /// </summary>
    public const int LongestName = 255;

    /// <summary>Answers.</summary>
    public static FileAnswer Answer(FileQuestion question, IShelf shelf, PhoneCatalogue catalogue)
    {
        if (question.Name.Length > LongestName)
        {
            return new Refused
            {
                Because = $"the name has {question.Name.Length} characters, and no file's name has more than "
                    + $"{LongestName}. No phone asks such a thing",
            };
        }

        MeantName meant = MeantName.Read(question.Name);
        if (meant.Escapes)
        {
            return new Refused
            {
                IsTrespass = true, Because = "the name leads out of the folder. No phone asks such a thing",
            };
        }

        // A file that really has such a name is served as it is: nothing to forgive.
        if (question is { Plan: null, Pending: null } && shelf.Find(question.Name) is { } exact
            && IsWritten(exact, question.Name)
            && RequestedFile.Recognise(question.Name, catalogue.Firmware).Kind
                is RequestedKind.Other or RequestedKind.Trimming)
        {
            return Plain.Serve(exact);
        }

        if (meant.Path.Length == 0)
            return new NotHere { Because = "nothing is left of the name without its stray characters" };

        RequestedFile asked = RequestedFile.Recognise(meant.Path, catalogue.Firmware);
        AnswerScene scene = new(question, meant, asked, shelf, catalogue,
            PhoneFacts.BootCodeOf(question.Phone, asked));
        FileAnswer answer = asked switch
        {
            { Kind: RequestedKind.DualBoot } => DualBootAnswers.Answer(scene),
            { Kind: RequestedKind.Profile or RequestedKind.ProfileDefault } => ProfileAnswers.Answer(scene),
            { CanNameLoad: true } => ConfigurationAnswers.Answer(scene),
            { IsFirmware: true } => FirmwareAnswers.Answer(scene),
            { Kind: RequestedKind.TrustList } => TrustListAnswers.Answer(scene),
            _ => Plain.Answer(scene),
        };
        return Forgiveness.Confess(scene, answer);
    }

    /// <summary>True when a file has this very name, which comes one character to a byte and is text on disk.</summary>
    private static bool IsWritten(ShelfFile file, string name)
    {
        if (Ascii.IsValid(name)) return name == file.Path || (file.Place == ShelfPlace.Library && name == file.Name);
        ReadOnlySpan<byte> asked = Encoding.Latin1.GetBytes(name);
        return asked.SequenceEqual(Encoding.UTF8.GetBytes(file.Path))
            || (file.Place == ShelfPlace.Library && asked.SequenceEqual(Encoding.UTF8.GetBytes(file.Name)));
    }
}

/// <summary>A question with everything that is needed to answer it.</summary>
internal sealed record AnswerScene(
    FileQuestion Question, MeantName Meant, RequestedFile Asked, IShelf Shelf, PhoneCatalogue Catalogue,
    BootCode BootCode)
{
    internal ConversionPlan? Plan => Question.Plan;

    /// <summary>The load that every file must name now; null without a plan.</summary>
    internal string? Wanted => Plan?.Names.Text;

    internal ShelfFile? OnDisk => Shelf.Find(Meant.Path);

    /// <summary>The answer when there is no such file, with what that means to the phone.</summary>
    internal NotHere Missing => new()
    {
        Because = $"{Asked.Purpose}; {Unreadable ?? "there is none"}, {Asked.WhenMissing}{Slip}",
    };

    /// <summary>What a load's name can only mean that no package has; null where it is no such name.</summary>
    internal string? Slip
    {
        get
        {
            string stem = FileNames.WithoutFirmwareExtension(Asked.Name).ToString();
            return LoadSpelling.Canonical(stem) is { } meant && !meant.Equals(stem, StringComparison.OrdinalIgnoreCase)
                ? $". No load is called so, and {meant} must be meant: correct the name in the file that sends the "
                    + "phone there"
                : null;
        }
    }

    /// <summary>That the file is there and must not be read; null when that is not so.</summary>
    internal string? Unreadable => Shelf.Unreadable(Meant.Path) is { } path
        ? $"your {Meant.Path} is here, but the user that Ringback runs as may not read it (to allow it: chmod a+r "
            + $"{path})"
        : null;
}

/// <summary>Files that are served as they are.</summary>
internal static class Plain
{
    internal static FileAnswer Answer(AnswerScene scene) =>
        scene.OnDisk is { } file
            ? Serve(file, scene.Meant.Path)
            : Restart(scene) ?? (FileAnswer?)Made(scene) ?? scene.Missing;

    /// <summary>
    /// The word to restart, for a phone that was told over SIP to look for it. A 7940 or 7960 restarts when the image
    /// is its own, or any, and SYNC is another text than the one that it was configured with (sources.md 7940-7960 §5,
    /// §6.3): the second in which it was told is nobody's.
    /// </summary>
    private static Serve? Restart(AnswerScene scene) =>
        scene.Question.Phone is { ToldToCheck: { } told, Boots: [.., var boot] } && told >= boot.At
        && scene.Asked.Name.Equals("syncinfo.xml", StringComparison.OrdinalIgnoreCase)
            ? new Serve
            {
                Name = "syncinfo.xml",
                Content = new MadeContent(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $"<SYNCINFO><IMAGE VERSION=\"*\" SYNC=\"{told.ToUnixTimeSeconds()}\"/></SYNCINFO>\n"))),
                Because = $"{scene.Asked.Purpose}; it was told to look for it, and gets one that lets it restart",
            }
            : null;

    /// <summary>A list of rings, a dial plan: made when the user wants one and has no file of that name.</summary>
    private static Serve? Made(AnswerScene scene) =>
        scene is { Plan: not null, Question.Settings: not null }
        && scene.Asked.Kind is RequestedKind.Trimming or RequestedKind.Other
        && MadeConfiguration.Generated(scene) is { } content
            ? new Serve
            {
                Name = scene.Asked.Name,
                Content = new MadeContent(content),
                Because = $"{scene.Asked.Purpose}; it gets a file made for it",
            }
            : null;

    internal static Serve Serve(ShelfFile file, string? meant = null) => new()
    {
        Name = file.Path,
        Content = new StoredContent(file),
        Because = file.Place != ShelfPlace.Root ? "it gets the file from the library"
            : $"it gets your file{Folder(file, meant)}",
    };

    /// <summary>Says in which folder a file was found whose name was asked for without it.</summary>
    internal static string Folder(ShelfFile file, string? meant) =>
        file.Place is ShelfPlace.Root && meant is not null && file.Path.Length > meant.Length
            ? $" from the folder {file.Path[..^(meant.Length + 1)]}"
            : "";
}
