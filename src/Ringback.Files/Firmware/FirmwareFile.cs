using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>
/// What one file is, from its content first and its name second: the answer of <c>inspect</c>, and what packages are
/// assembled from. Unknown is null, never a guess.
/// </summary>
/// <remarks>sources.md file-formats §A–§H, 7940-7960 §1.2–§1.4, other-phones §1–§3.</remarks>
public sealed record FirmwareFile
{
    /// <summary>The family whose conversions are planned.</summary>
    public const string Family7940And7960 = FirmwareFamilies.Universal;

    /// <summary>The models of <see cref="Family7940And7960"/>: one firmware for all four.</summary>
    internal static readonly IReadOnlyList<string> Models7940And7960 =
        PhoneCatalogue.BuiltIn.ModelsOf(Family7940And7960);

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
    public Load? LoadName { get; init; }

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

    /// <summary>The files that a manifest lists, trimmed, in its order.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The same with sizes and digests, where the manifest says them; empty for 7940/7960 lists.</summary>
    public IReadOnlyList<ManifestPart> ManifestParts { get; init; } = [];

    /// <summary>The list of a 7940/7960 manifest; null for everything else.</summary>
    public LoadsManifest? Manifest { get; init; }

    /// <summary>
    /// True for <c>termNN.default.loads</c>: the list that a phone asks for after a factory reset. It belongs to no
    /// load of its own, so <see cref="Load"/> is null.
    /// </summary>
    public bool IsDefaultManifest { get; init; }

    /// <summary>
    /// <c>HARDWARE_COMP_1</c> of a manifest: late phones may refuse a list without it or with a smaller number; the
    /// rule is UNVERIFIED (sources.md other-phones §2.2).
    /// </summary>
    public int? HardwareCompatibility { get; init; }

    /// <summary>What it holds besides: the files in a CNU archive, the records of a trust list.</summary>
    public IReadOnlyList<string> Entries { get; init; } = [];

    /// <summary>What stands behind the envelope of a signed file; else the same as the container.</summary>
    public FirmwareContainer? Payload { get; init; }

    /// <summary>What the signature proves; <see cref="Authenticity.Unknown"/> where no key is known.</summary>
    public Authenticity Authenticity { get; init; }

    /// <summary>
    /// SHA-256 of the image without its envelope, so that an unsigned copy can be held against the signed file; null
    /// for what is no image of a 7940, 7960 or 7910.
    /// </summary>
    public string? ImageDigest { get; init; }

    /// <summary>When it was signed, UTC; null when it does not say, or not in a way that can be read.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The key that signed it; null when none that is known did.</summary>
    public SigningKey? SigningKey { get; init; }

    /// <summary>
    /// What a sound file asks of the phone, in words; null when nothing. Phones learnt the second key with 8.3(3)
    /// (sources.md other-phones §2.7, §3.3), the loaders of the 7940 and 7960 at the latest with SIP 8.12
    /// (7940-7960-code §1).
    /// </summary>
    public string? Advice => SigningKey?.Slot is not SigningSlot.New ? null
        : FirmwareFamilies.BuiltIn.Find(Family) is { IsJava: true }
            ? "It is signed with the newer key: the phone must already run 8.3(3) or later."
        : Family == Family7940And7960
            ? "It is signed with the newer key: a phone takes it only with a loader that knows both, as those of "
                + "P0S3-8-12-00 and P0030801SR02 do."
        : null;

    /// <summary>True for a file made by this program for practice: no phone can run it.</summary>
    public bool IsPractice { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>True when something is wrong that keeps the file from doing its work.</summary>
    public bool HasError => Problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>Says what a file is. Never throws: any bytes under any name have an answer.</summary>
    /// <param name="fileName">The file's real name; folders in front of it are ignored.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="keys">The keys to check signatures with; Cisco's known ones when not given.</param>
    public static FirmwareFile Inspect(string fileName, ReadOnlySpan<byte> content, SigningKeys? keys = null)
    {
        string name = fileName[(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        FirmwareFile file = SignedEnvelope.BeginsLikeOne(content)
            ? SignedInspection.Inspect(name, content, keys ?? SigningKeys.BuiltIn)
            : BareInspection.InspectUnsigned(name, content);
        return file with
        {
            FileName = name,
            Length = content.Length,
            IsPractice = PracticeMark.IsOn(content),
            Payload = file.Payload ?? file.Container,
        };
    }

    /// <summary>The same file with the load it is, belongs to or asks for.</summary>
    internal FirmwareFile Of(Load load) => this with
    {
        Family = Family7940And7960,
        Models = Models7940And7960,
        Load = load.Text,
        LoadName = load,
        Protocol = load.Protocol,
        Version = load.HumanVersion,
    };

    /// <summary>The same file, for the phones of a family; null leaves it as it is.</summary>
    internal FirmwareFile For(FirmwareFamily? family) =>
        family is null ? this : this with
        {
            Family = family.Name, Models = PhoneCatalogue.BuiltIn.ModelsOf(family.Name),
        };

    /// <summary>The same file with what its name says, where the content has not said it.</summary>
    internal FirmwareFile Named(string name)
    {
        if (!FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning)) return this;
        if (Family is not null && Family != meaning.Family.Name) return this;
        FirmwareFile file = Family is null ? For(meaning.Family) : this;
        FirmwareRole role = Role ?? meaning.Role;
        return file with
        {
            Role = role,
            Protocol = Protocol ?? meaning.Protocol,
            Version = meaning.Version ?? Version,
            Load = Load ?? (role is FirmwareRole.Combined ? FileNames.WithoutFirmwareExtension(name).ToString() : null),
        };
    }

    /// <summary>The same file with one more problem.</summary>
    internal FirmwareFile With(string code, ProblemSeverity severity, string message, string advice) =>
        this with { Problems = [.. Problems, new Problem(code, severity, message, advice)] };

    /// <summary>The same file, known not to be all there or not what it says.</summary>
    internal FirmwareFile Damaged(string message) => (this with { Whole = false }).With(
        ProblemCode.DamagedImage,
        ProblemSeverity.Error,
        message,
        "Take a fresh copy from the original package; do not serve this one to a phone.");
}
