using System.Text.Json.Serialization;

namespace Ringback.Catalogue;

/// <summary>What a boot follows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BootMoment>))]
public enum BootMoment
{
    /// <summary>Power, or any restart.</summary>
    [JsonStringEnumMemberName("power-up")]
    PowerUp,

    /// <summary>A factory reset.</summary>
    [JsonStringEnumMemberName("factory-reset")]
    FactoryReset,

    /// <summary>The loader, which has started the protocol's application.</summary>
    [JsonStringEnumMemberName("application")]
    Application,
}

/// <summary>The files that one phase of a boot asks for, in order.</summary>
/// <remarks>
/// <c>{MAC}</c> stands for the phone's address in upper case, <c>{mac}</c> for the same in lower case, <c>{NN}</c> for
/// the last two digits of the model, <c>{profile}</c> for the model's profile prefix, and <c>{parts}</c> for each file
/// that the manifest before it lists.
/// </remarks>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Title">For people.</param>
/// <param name="Asks">The names in order.</param>
/// <param name="EndsAtFirstLoad">True when the round ends at the first file that names a load.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record BootSequence(
    string Id, string Title, IReadOnlyList<string> Asks, bool EndsAtFirstLoad, Evidence Evidence, string Source)
{
    /// <summary>Stands for each file that the manifest before it lists.</summary>
    public const string Parts = "{parts}";

    /// <summary>What it follows.</summary>
    public required IReadOnlyList<BootMoment> After { get; init; }

    /// <summary>The loads that ask so, for people: <c>SCCP 3.1 to 5.x</c>.</summary>
    public required string Loads { get; init; }

    /// <summary>
    /// The names that one phone asks for, without the parts of a manifest, which only the manifest knows.
    /// </summary>
    /// <param name="model">The phone's model.</param>
    /// <param name="mac">Its address, 12 hexadecimal digits.</param>
    public IEnumerable<string> NamesOf(PhoneModel model, string mac) =>
        from name in Asks
        where name != Parts
        select name
            .Replace("{MAC}", mac.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{mac}", mac.ToLowerInvariant(), StringComparison.Ordinal)
            .Replace("{NN}", model.Model.Length < 4 ? "" : model.Model[2..4], StringComparison.Ordinal)
            .Replace("{profile}", model.ProfilePrefix?.Value, StringComparison.Ordinal);
}
