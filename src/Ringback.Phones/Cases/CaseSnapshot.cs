using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>
/// A case as it stands, to be kept beside the journal: who reads it and folds the events after it has what the fold of
/// all events gives.
/// </summary>
/// <param name="Case">The case.</param>
/// <param name="Addresses">The addresses that lead to it, the one set longest ago first.</param>
public sealed record CaseSnapshot(PhoneCase Case, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The bench whose case it is; null for a bench without a name.</summary>
    public Guid? Bench { get; init; }

    /// <summary>Writes one line of JSON, without a line end.</summary>
    /// <param name="writer">A writer that was made with <see cref="EventJson.WriterOptions"/>.</param>
    /// <param name="catalogue">The version of the catalogue that the case was folded with.</param>
    public void Write(Utf8JsonWriter writer, string catalogue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonSerializer.Serialize(writer, new CaseSnapshotText(CaseBook.FoldVersion, catalogue, Bench, Addresses, Case),
            CaseSnapshotForm.Strict);
        writer.Flush();
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote. False when another fold or catalogue made it, or when it is damaged: then
    /// only the events tell.
    /// </summary>
    /// <param name="text">The line.</param>
    /// <param name="catalogue">
    /// The version of the catalogue that holds; null to take a case as it was left, whichever fold and catalogue made
    /// it, because the events it came from are gone.
    /// </param>
    /// <param name="snapshot">The case.</param>
    public static bool TryRead(string text, string? catalogue, [NotNullWhen(true)] out CaseSnapshot? snapshot)
    {
        snapshot = null;
        try
        {
            CaseSnapshotText? read = JsonSerializer.Deserialize(
                text, catalogue is null ? CaseSnapshotForm.Lenient : CaseSnapshotForm.Strict);
            bool isOurs = catalogue is null || (read?.Fold == CaseBook.FoldVersion && read.Catalogue == catalogue);
            if (isOurs && read is { Case: { } phone, Addresses: { } addresses })
                snapshot = new CaseSnapshot(Whole(phone), addresses) { Bench = read.Bench };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            // A snapshot saves time and says nothing that the events do not.
        }

        return snapshot is not null;
    }

    /// <summary>What another fold did not write is not null but empty.</summary>
    private static PhoneCase Whole(PhoneCase read) => read with
    {
        Boots = read.Boots.IsDefault ? [] : read.Boots,
        Shown = read.Shown ?? new Beliefs(),
        Earlier = read.Earlier ?? new Beliefs(),
        Progress = read.Progress ?? new FirmwareProgress(),
        Addressing = read.Addressing ?? PhoneCase.NoAddressing,
        Story = read.Story ?? [],
        Takes = read.Takes ?? [],
        Recent = read.Recent.IsDefault ? [] : read.Recent,
    };
}

/// <summary>The text of a snapshot.</summary>
/// <param name="Fold">The version of the fold.</param>
/// <param name="Catalogue">The version of the catalogue.</param>
/// <param name="Bench">The bench.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="Case">The case.</param>
internal sealed record CaseSnapshotText(
    int Fold, string Catalogue, Guid? Bench, IReadOnlyList<IPAddress> Addresses, PhoneCase Case);

/// <summary>How snapshots are written: as events are, and without what is not there.</summary>
internal static class CaseSnapshotForm
{
    /// <summary>A name that is not known or a value that is not there is damage, and no case to go on with.</summary>
    internal static JsonTypeInfo<CaseSnapshotText> Strict { get; } = Of(new JsonSerializerOptions(EventJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    });

    /// <summary>The same for what another fold wrote, as far as it is understood.</summary>
    internal static JsonTypeInfo<CaseSnapshotText> Lenient { get; } = Of(new JsonSerializerOptions(EventJson.Options));

    private static JsonTypeInfo<CaseSnapshotText> Of(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(CaseSnapshotTypes.Default, EventTypes.Default);
        return (JsonTypeInfo<CaseSnapshotText>)options.GetTypeInfo(typeof(CaseSnapshotText));
    }
}

/// <summary>What there is to know of a snapshot for reading and writing it.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CaseSnapshotText))]
internal sealed partial class CaseSnapshotTypes : JsonSerializerContext;
