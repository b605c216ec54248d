using System.Text;
using Ringback.Phones.Identification;
using Utf8Text = System.Text.Unicode.Utf8;

namespace Ringback.Phones.Answers;

/// <summary>
/// Finds files by the names that phones ask for. People sort firmware, locales and wallpapers into folders, and phones
/// know of none: a name that is not there as written is looked for in the folders below, and counts when only one file
/// can be meant.
/// </summary>
/// <remarks>
/// What sends a phone to a load or lists whom it trusts is never taken from a folder below: there people keep what they
/// have put away, such as last year's <c>OS79XX.TXT</c>.
/// </remarks>
public sealed class ShelfIndex
{
    private readonly Dictionary<string, ShelfFile[]> _byPath;
    private readonly Dictionary<string, ShelfFile[]> _byName;

    /// <summary>An index of these files.</summary>
    public ShelfIndex(IReadOnlyList<ShelfFile> files)
    {
        _byPath = Group(files, f => f.Path);
        _byName = Group(files, f => f.Name);
    }

    /// <summary>The file of that name, as <see cref="IShelf.Find"/> says; null when there is none.</summary>
    public ShelfFile? Find(string path)
    {
        string wanted = Utf8(path);
        if (_byPath.TryGetValue(wanted, out ShelfFile[]? found))
            return Array.Find(found, f => f.Path == wanted) ?? found[0];
        if (!_byName.TryGetValue(wanted[(wanted.LastIndexOf('/') + 1)..], out found)) return null;
        return Below(found, wanted) ?? InLibrary(found, wanted);
    }

    private static ShelfFile? Below(ShelfFile[] named, string wanted)
    {
        if (!IsSortable(wanted)) return null;
        string end = '/' + wanted;
        ShelfFile[] below = [.. named.Where(f => f.Place is ShelfPlace.Root
            && f.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase))];
        ShelfFile[] exact = [.. below.Where(f => f.Path.EndsWith(end, StringComparison.Ordinal))];
        ShelfFile[] meant = exact.Length > 0 ? exact : below;
        return meant.Length > 0 && meant.Skip(1).All(f => IsSame(meant[0], f)) ? meant[0] : null;
    }

    private static ShelfFile? InLibrary(ShelfFile[] named, string wanted)
    {
        ShelfFile[] found = [.. named.Where(f => f.Place is ShelfPlace.Library)];
        return Array.Find(found, f => f.Name == wanted)
            ?? Array.Find(found, f => f.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSortable(string wanted) => RequestedFile.Recognise(wanted) is
    {
        CanNameLoad: false,
        Kind: not (RequestedKind.TrustList or RequestedKind.IdentityList or RequestedKind.LegacySep
            or RequestedKind.SignedConfiguration),
    };

    /// <summary>The sets of both protocols share parts, and each part is signed together with its own name.</summary>
    private static bool IsSame(ShelfFile a, ShelfFile b) => a.Length == b.Length
        && (a.Sha256 is { } hash ? hash == b.Sha256
            : a.Identity is { Signed: true, EmbeddedName: { } name, Whole: not false }
                && b.Identity is { Signed: true, Whole: not false } && name == b.Identity.EmbeddedName);

    private static Dictionary<string, ShelfFile[]> Group(IEnumerable<ShelfFile> files, Func<ShelfFile, string> name) =>
        files.GroupBy(name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Names come one character to a byte; on disk they are text.</summary>
    private static string Utf8(string name)
    {
        if (Ascii.IsValid(name)) return name;
        byte[] bytes = Encoding.Latin1.GetBytes(name);
        return Utf8Text.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : name;
    }
}
