using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Families;
using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue;

/// <summary>Why a text is no load of a model.</summary>
public enum RouteLoadFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is no load's name that this version knows.</summary>
    Unreadable,

    /// <summary>It is a load of another family.</summary>
    OtherFamily,

    /// <summary>It is a file of a load and not the load: a kernel, a part.</summary>
    Part,
}

/// <summary>A load of any family by its name: <c>P0S3-8-12-00</c>, <c>SCCP70.8-3-3S</c>.</summary>
public sealed record RouteLoad
{
    private RouteLoad(string text, PhoneProtocol? protocol, string version)
    {
        Text = text;
        Protocol = protocol;
        Version = version;
    }

    /// <summary>The name, without the extension of a file.</summary>
    public string Text { get; }

    /// <summary>What it speaks; null for a universal loader and where the name does not say.</summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The version as people write it.</summary>
    public string Version { get; }

    /// <summary>Its numbers; all 0 for a load of a 7940 or 7960, whose numbers are in <see cref="LoadName"/>.</summary>
    public ReleaseVersion Release { get; private init; }

    /// <summary>The same for a 7940 or 7960; null for every other family.</summary>
    public LoadName? LoadName { get; private init; }

    /// <summary>The day and build in the name of a 7902, 7905, 7912 or ATA image; null elsewhere.</summary>
    public KupName? Image { get; private init; }

    /// <summary>Reads a load's name, or a firmware file's, for one model.</summary>
    /// <param name="text">The name.</param>
    /// <param name="model">The model that is to run it.</param>
    /// <param name="load">The load; null when it is none of the model's.</param>
    /// <param name="why">Why not.</param>
    public static bool TryParse(
        string text, PhoneModel model, [NotNullWhen(true)] out RouteLoad? load, out RouteLoadFault why)
    {
        load = null;
        string name = FileNames.WithoutFirmwareExtension(text.Trim()).ToString();
        if (LoadName.TryParse(name, out LoadName? named))
        {
            why = model.FirmwareFamily == FirmwareFamilies.Universal
                ? RouteLoadFault.None
                : RouteLoadFault.OtherFamily;
            if (why is RouteLoadFault.None)
                load = new RouteLoad(name, named.Protocol, named.HumanVersion) { LoadName = named };
            return load is not null;
        }

        why = RouteLoadFault.Unreadable;
        if (!FirmwareFamilies.TryReadName(name, out FirmwareNameMeaning? meaning) || meaning.Version is null
            || !ReleaseVersion.TryRead(meaning.Version, out ReleaseVersion release))
        {
            return false;
        }

        why = meaning.Family.Name != model.FirmwareFamily ? RouteLoadFault.OtherFamily
            : LoadShapes.IsWhole(name, meaning.Family) ? RouteLoadFault.None
            : RouteLoadFault.Part;
        if (why is not RouteLoadFault.None) return false;
        _ = KupName.TryParse(name, out KupName? image);
        load = new RouteLoad(name, meaning.Protocol, meaning.Version) { Release = release, Image = image };
        return true;
    }

    /// <summary>Orders loads of one family by age.</summary>
    public static int CompareAge(RouteLoad left, RouteLoad right) => left.LoadName is { } name
        ? name.Version.CompareTo(right.LoadName!.Version)
        : left.Release.CompareTo(right.Release) is not 0 and var byRelease ? byRelease
        : Nullable.Compare(left.Image?.Built, right.Image?.Built);

    /// <summary>Two spellings of one name in different letter case are the same load.</summary>
    public bool Equals(RouteLoad? other) =>
        other is not null && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <summary>The name.</summary>
    public override string ToString() => Text;
}
