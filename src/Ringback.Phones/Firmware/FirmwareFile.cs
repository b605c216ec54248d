using Ringback.Phones.Catalogue;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>
/// What one file is, from its content first and its name second: the answer of <c>inspect</c>, and what packages are
/// assembled from. Unknown is null, never a guess.
/// </summary>
/// <remarks>Field guide file-formats §A–§H, 7940-7960 §1.2–§1.4.</remarks>
public sealed record FirmwareFile
{
    /// <summary>The one family whose files are read in depth.</summary>
    public const string Family7940And7960 = "7940-7960";

    /// <summary>The models of <see cref="Family7940And7960"/>: one firmware for all four.</summary>
    internal static readonly IReadOnlyList<string> Models7940And7960 =
        [.. PhoneCatalogue.BuiltIn.Models.Where(m => m.Family == Family7940And7960).Select(m => m.Model)];

    /// <summary>The file's name without folders, as it is on disk: phones compare it letter by letter.</summary>
    public required string FileName { get; init; }

    /// <summary>The number of bytes in the file.</summary>
    public int Length { get; init; }

    /// <summary>What kind of file it is.</summary>
    public required FirmwareKind Kind { get; init; }

    /// <summary>The family it is for: <c>7940-7960</c>, or another's; null if the content names none.</summary>
    public string? Family { get; init; }

    /// <summary>The models that can run it; empty when unknown.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The protocol of the load; null for a universal loader and when unknown.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>What it does on the phone.</summary>
    public FirmwareRole? Role { get; init; }

    /// <summary>
    /// The load it is, belongs to or, for a configuration, asks for: as text, because it may not be one of ours.
    /// </summary>
    public string? Load { get; init; }

    /// <summary><see cref="Load"/> decoded; null when it is not the name of a 7940/7960 load.</summary>
    public LoadName? LoadName { get; init; }

    /// <summary>The version as people write it: <c>8.12</c>, <c>8.1(2)SR2</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The build id in an image, or the loader's build that a manifest asks for: <c>PAS30830</c>.</summary>
    public string? Build { get; init; }

    /// <summary>What the content is wrapped in.</summary>
    public FirmwareContainer? Container { get; init; }

    /// <summary>True when it carries Cisco's envelope; whether the signature is good is another question.</summary>
    public bool Signed { get; init; }

    /// <summary>The name that was signed with the file.</summary>
    public string? EmbeddedName { get; init; }

    /// <summary>True when it is all there, false when it is damaged, null when its format does not say.</summary>
    public bool? Whole { get; init; }

    /// <summary>The files that a manifest lists.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The manifest's list; null for everything else.</summary>
    public LoadsManifest? Manifest { get; init; }

    /// <summary>True for a file made by this program for practice: no phone can run it.</summary>
    public bool IsPractice { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FirmwareProblem> Problems { get; init; } = [];

    /// <summary>True when something is wrong that keeps the file from doing its work.</summary>
    public bool HasError => Problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>Says what a file is. Never throws: any bytes under any name have an answer.</summary>
    /// <param name="fileName">The file's real name; folders in front of it are ignored.</param>
    /// <param name="content">The whole content.</param>
    public static FirmwareFile Inspect(string fileName, ReadOnlySpan<byte> content)
    {
        string name = fileName[(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        FirmwareFile file = SignedEnvelope.BeginsLikeOne(content)
            ? SignedInspection.Inspect(name, content)
            : BareInspection.InspectUnsigned(name, content);
        return file with { FileName = name, Length = content.Length, IsPractice = PracticeMark.IsOn(content) };
    }

    /// <summary>The same file with the load it is, belongs to or asks for.</summary>
    internal FirmwareFile Of(LoadName load) => this with
    {
        Family = Family7940And7960,
        Models = Models7940And7960,
        Load = load.Text,
        LoadName = load,
        Protocol = load.Protocol,
        Version = load.HumanVersion,
    };

    /// <summary>The same file with one more problem.</summary>
    internal FirmwareFile With(string code, ProblemSeverity severity, string message, string advice) =>
        this with { Problems = [.. Problems, new FirmwareProblem(code, severity, message, advice)] };

    /// <summary>The same file, known not to be all there or not what it says.</summary>
    internal FirmwareFile Damaged(string message) => (this with { Whole = false }).With(
        FirmwareProblem.DamagedImage,
        ProblemSeverity.Error,
        message,
        "Take a fresh copy from the original package; do not serve this one to a phone.");
}
