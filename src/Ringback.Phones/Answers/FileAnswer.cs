using Ringback.Catalogue;
using Ringback.Files.Generation;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;

namespace Ringback.Phones.Answers;

/// <summary>A phone asks for a name. TFTP and HTTP put the same question.</summary>
/// <param name="Phone">What is known of the phone.</param>
/// <param name="Name">The name as the phone wrote it, one character to a byte.</param>
/// <param name="Plan">The plan that it follows; null when it has none.</param>
/// <param name="Server">Where it finds our registrars.</param>
/// <param name="IsSimulated">
/// True for a simulated phone. Practice images are for these only: on a real phone with old code one would be a brick.
/// </param>
public sealed record FileQuestion(
    PhoneCase Phone, string Name, ConversionPlan? Plan, ServerAddress Server, bool IsSimulated)
{
    /// <summary>
    /// Set instead of a plan while it is not known what phone asks: then nothing names a load to it but the file in
    /// which each model finds its own.
    /// </summary>
    public PlanPending? Pending { get; init; }

    /// <summary>
    /// Set instead of a plan for a phone that would not take its goal: it gets a file without a load, to come up with
    /// what it has.
    /// </summary>
    public PhoneModel? Stays { get; init; }

    /// <summary>What the user wants the phone to be set to; null for no more than it needs.</summary>
    public PhoneSettings? Settings { get; init; }
}

/// <summary>What the phone gets.</summary>
public abstract record FileAnswer
{
    /// <summary>Why, for a person.</summary>
    public required string Because { get; init; }

    /// <summary>
    /// What else is to be told: a forgiven name, a replaced value. Times and addresses are not set yet.
    /// </summary>
    public IReadOnlyList<PhoneEvent> Notes { get; init; } = [];
}

/// <summary>It gets this content.</summary>
public sealed record Serve : FileAnswer
{
    /// <summary>The content.</summary>
    public required FileContent Content { get; init; }

    /// <summary>The name of the file that it gets, in its proper spelling.</summary>
    public required string Name { get; init; }

    /// <summary>The load that the content names; null when it is not a file that names loads.</summary>
    public string? NamesLoad { get; init; }
}

/// <summary>There is nothing of that name for it: TFTP error 1, HTTP 404.</summary>
public sealed record NotHere : FileAnswer;

/// <summary>
/// It must not have it: TFTP error 1, so that it goes on at once, or error 2 for a trespass; HTTP 403.
/// </summary>
public sealed record Refused : FileAnswer
{
    /// <summary>True when no phone would ask such a thing: somebody tries to get out of the folder.</summary>
    public bool IsTrespass { get; init; }
}

/// <summary>Content to send.</summary>
public abstract record FileContent;

/// <summary>Bytes made for this phone.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record MadeContent(ReadOnlyMemory<byte> Bytes) : FileContent;

/// <summary>A file as it is on disk, from <paramref name="Offset"/> on.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">
/// 0 for the whole; the length of its header when the unsigned twin of a signed image is wanted.
/// </param>
public sealed record StoredContent(ShelfFile File, int Offset = 0) : FileContent;
