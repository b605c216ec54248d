namespace Ringback.Catalogue;

/// <summary>
/// A line of firmware, as far as the catalogue knows it: by the name that the table of families has. How its phones
/// are led is said above, in Phones.
/// </summary>
public interface ICatalogueLine
{
    /// <summary>The name: <c>universal</c>, <c>java</c>.</summary>
    string Name { get; }
}
