using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Families;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>
/// What a phone is to become: a protocol, by the newest load of it that is here, or one load by name.
/// </summary>
public sealed record ConversionGoal
{
    private ConversionGoal(string text, PhoneProtocol? protocol, string? load)
    {
        Text = text;
        Protocol = protocol;
        Load = load;
    }

    /// <summary>The goal as the user put it.</summary>
    public string Text { get; }

    /// <summary>The wanted protocol; null when the name of the wanted load does not tell it.</summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The wanted load, of whatever family; null when any load of the protocol will do.</summary>
    public string? Load { get; }

    /// <summary>The same decoded; null for a protocol, and for every family but the 7940 and 7960.</summary>
    public LoadName? LoadName => LoadName.TryParse(Load, null, out LoadName? name) ? name : null;

    /// <summary>What <c>--to</c> takes, for error messages.</summary>
    public const string Accepted = "sccp, sip, mgcp, or the name of a load such as P0S3-8-12-00 or SCCP41.9-4-2SR3-1S";

    /// <summary>Reads <c>sccp</c>, <c>sip</c>, <c>mgcp</c> or a load's name, without a file's extension.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ConversionGoal? goal)
    {
        goal = null;
        string word = (text ?? "").Trim();
        PhoneProtocol? protocol = word.ToLowerInvariant() switch
        {
            "sccp" => PhoneProtocol.Sccp,
            "sip" => PhoneProtocol.Sip,
            "mgcp" => PhoneProtocol.Mgcp,
            _ => null,
        };
        if (protocol is not null)
        {
            goal = new ConversionGoal(word.ToLowerInvariant(), protocol, null);
            return true;
        }

        // A universal loader speaks no protocol and cannot register: nobody wants a phone to end there.
        if (LoadName.TryParse(word, out LoadName? load))
        {
            if (!load.IsUniversalLoader) goal = new ConversionGoal(load.Text, load.Protocol, load.Text);
            return goal is not null;
        }

        bool isLoad = FileNames.WithoutFirmwareExtension(word).Length == word.Length
            && FirmwareFamilies.TryReadName(word, out FirmwareNameMeaning? meaning)
            && meaning.Version is not null && LoadShapes.IsWhole(word, meaning.Family);
        if (isLoad) goal = new ConversionGoal(word, SpokenBy(word), word);
        return isLoad;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static PhoneProtocol? SpokenBy(string load) => Cases.CaseFold.SpokenBy(load);
}
