using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Fleet;

namespace Ringback.Workbench.Dhcp.Setup;

/// <summary>
/// A file that says what the DHCP server gives: networks, reservations, rules, options (docs/dhcp.md). YAML, and
/// JSON, which is YAML too.
/// </summary>
public sealed class DhcpConfigFile
{
    /// <summary>Enough for some ten thousand reservations.</summary>
    public const int LargestFile = 2 * 1024 * 1024;

    private static readonly string[] Fields =
    [
        "phonesOnly", "authoritative", "hardwarePrefixes", "options", "networks", "reservations", "rules",
        "tftpWhenDone", "relays",
    ];

    private readonly FleetValues _values;

    private DhcpConfigFile(FleetValues values) => _values = values;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="below">What the command line says; the file's lists come behind its own.</param>
    /// <param name="errors">All that is wrong; empty when nothing is.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static DhcpSetup Read(string path, DhcpSetup below, out IReadOnlyList<Problem> errors)
    {
        long length = new FileInfo(path).Length;
        if (length > LargestFile) throw new IOException("it is larger than 2 MiB");
        return ReadText(Path.GetFileName(path), length == 0 ? "" : File.ReadAllText(path, Encoding.UTF8), below,
            out errors);
    }

    /// <summary>Reads the text of a file.</summary>
    public static DhcpSetup ReadText(string name, string text, DhcpSetup below, out IReadOnlyList<Problem> errors)
    {
        FleetErrors found = new(name, "docs/dhcp.md");
        FleetNode? root = YamlFleet.ReadTree(text, found);
        DhcpSetup setup = root is null ? below : new DhcpConfigFile(new FleetValues(found)).Read(root, below);
        errors = found.All;
        return setup;
    }

    private DhcpSetup Read(FleetNode root, DhcpSetup below)
    {
        if (_values.Map(root, "", Fields) is not { } map) return below;
        return below with
        {
            PhonesOnly = below.PhonesOnly || Switch(map, "phonesOnly") == true,
            IsAuthoritative = Switch(map, "authoritative") ?? below.IsAuthoritative,
            HardwarePrefixes = [.. below.HardwarePrefixes, .. List(map, "hardwarePrefixes", Prefix)
                .Select(p => p.Value)],
            Relays = [.. below.Relays, .. List(map, "relays", Relay).Select(r => r.Value)],
            // What the command line says lies on what the file says.
            Options = below.Options.Over(Options(map, "") ?? new DhcpPhoneOptions()),
            Subnets = [.. below.Subnets, .. List(map, "networks", Subnet)],
            Reservations = [.. below.Reservations, .. List(map, "reservations", Reservation)],
            Rules = [.. below.Rules, .. List(map, "rules", Rule)],
            TftpWhenDone = below.TftpWhenDone.Count > 0
                ? below.TftpWhenDone
                : [.. List(map, "tftpWhenDone", Address).Select(a => a.Value)],
        };
    }

    private DhcpSubnet? Subnet(FleetNode node, string path)
    {
        if (_values.Map(node, path, "network", "ranges", "exclude", "options") is not { } map) return null;
        if (!map.TryGetValue("network", out FleetNode? said))
        {
            _values.Refuse(node.Line, $"{path}.network", "It is missing.", "Write one such as 192.168.77.0/24.");
            return null;
        }

        if (_values.Text(said, $"{path}.network") is not { } text) return null;
        if (!Ipv4Network.TryParse(text, out Ipv4Network network))
        {
            _values.Refuse(said.Line, $"{path}.network", $"'{text}' is no network.",
                "Write its first address and its mask, such as 192.168.77.0/24.");
            return null;
        }

        return new DhcpSubnet(network)
        {
            Ranges = [.. List(map, "ranges", Range, path).Select(r => r.Value)],
            Exclusions = [.. List(map, "exclude", Range, path).Select(r => r.Value)],
            Options = Options(map, path) ?? new DhcpPhoneOptions(),
        };
    }

    private DhcpReservation? Reservation(FleetNode node, string path)
    {
        if (_values.Map(node, path, "mac", "clientId", "address") is not { } map) return null;
        Boxed<Ipv4Address>? address = map.TryGetValue("address", out FleetNode? said)
            ? Address(said, $"{path}.address")
            : Missing<Boxed<Ipv4Address>>(node, $"{path}.address");
        if (address is null) return null;
        if (map.TryGetValue("clientId", out FleetNode? identifier))
        {
            if (_values.Text(identifier, $"{path}.clientId") is not { } digits) return null;
            if (DhcpOptionTable.TryParse(DhcpOptionCode.ClientIdentifier, digits, out DhcpOption option))
                return new DhcpReservation(address.Value) { ClientIdentifier = option.Value };
            _values.Refuse(identifier.Line, $"{path}.clientId", $"'{digits}' is no client identifier.",
                "Write its bytes as hexadecimal digits.");
            return null;
        }

        if (!map.TryGetValue("mac", out FleetNode? mac)) return Missing<DhcpReservation>(node, $"{path}.mac");
        if (_values.Text(mac, $"{path}.mac") is not { } written) return null;
        if (HardwareAddress.TryParse(written, out HardwareAddress hardware))
            return new DhcpReservation(address.Value) { Hardware = hardware };
        _values.Refuse(mac.Line, $"{path}.mac", $"'{written}' is no MAC address.", "Write its twelve digits.");
        return null;
    }

    private DhcpRule? Rule(FleetNode node, string path)
    {
        if (_values.Map(node, path, "class", "mac", "model", "options") is not { } map) return null;
        if (Options(map, path) is not { } options) return Missing<DhcpRule>(node, $"{path}.options");
        Boxed<ReadOnlyMemory<byte>>? prefix = map.TryGetValue("mac", out FleetNode? mac)
            ? Prefix(mac, $"{path}.mac")
            : null;
        return new DhcpRule(options)
        {
            VendorClassPrefix = Text(map, path, "class"),
            Model = map.TryGetValue("model", out FleetNode? model) ? Model(model, $"{path}.model") : null,
            HardwarePrefix = prefix?.Value ?? default,
        };
    }

    /// <summary>A model of the catalogue, by its name in option 60. A misspelled one would never count.</summary>
    private string? Model(FleetNode node, string path)
    {
        if (_values.Text(node, path) is not { } text) return null;
        if (PhoneCatalogue.BuiltIn.Find(text) is { } model)
        {
            return model.DhcpClasses.Select(c => DhcpVendorClass.ModelIn(c.Text).ToString())
                .FirstOrDefault(said => said.Length > 0) ?? model.Model;
        }

        string near = Nearest.Of(text, PhoneCatalogue.BuiltIn.Models.Select(m => m.Model)) is { } meant
            ? $" Did you mean {meant}?"
            : "";
        _values.Refuse(node.Line, path, $"'{text}' is no model that is known.", $"Write one of docs/phones.md.{near}");
        return null;
    }

    /// <summary>The options of a place; null when there are none.</summary>
    private DhcpPhoneOptions? Options(Dictionary<string, FleetNode> map, string path)
    {
        if (!map.TryGetValue("options", out FleetNode? node)) return null;
        string at = path.Length > 0 ? path + ".options" : "options";
        if (node is not FleetMap fields)
        {
            _values.Refuse(node.Line, at, "It holds options.", $"Write {DhcpOptionWords.Words}, or numbers.");
            return null;
        }

        DhcpPhoneOptions said = new();
        foreach (FleetField field in fields.Fields)
        {
            string name = $"{at}.{field.Name}";
            string value = string.Join(',', _values.List(field.Value, name, _values.Text));
            if (!DhcpOptionWords.TryAssign(said, field.Name, value, out said, out string? why))
                _values.Refuse(field.Line, name, "It cannot be used:", why!);
        }

        return said;
    }

    private Boxed<DhcpRange>? Range(FleetNode node, string path)
    {
        if (_values.Text(node, path) is not { } text) return null;
        if (DhcpRangeWish.TryParse(text, out DhcpRangeWish wish) && wish.PrefixLength is null)
            return new Boxed<DhcpRange>(wish.Range);
        _values.Refuse(node.Line, path, $"'{text}' is no range.", "Write 192.168.77.50-192.168.77.99.");
        return null;
    }

    private Boxed<Ipv4Address>? Address(FleetNode node, string path)
    {
        if (_values.Text(node, path) is not { } text) return null;
        if (Ipv4Address.TryParse(text, out Ipv4Address address)) return new Boxed<Ipv4Address>(address);
        _values.Refuse(node.Line, path, $"'{text}' is no IPv4 address.", "Write one such as 192.168.77.10.");
        return null;
    }

    /// <summary>A relay by its address, or all of a network.</summary>
    private Boxed<Ipv4Network>? Relay(FleetNode node, string path)
    {
        if (_values.Text(node, path) is not { } text) return null;
        if (Ipv4Network.TryParse(text, out Ipv4Network network)) return new Boxed<Ipv4Network>(network);
        if (Ipv4Address.TryParse(text, out Ipv4Address address))
            return new Boxed<Ipv4Network>(Ipv4Network.Of(address, prefixLength: 32));
        _values.Refuse(node.Line, path, $"'{text}' is neither an address nor a network.",
            "Write a relay's address, such as 10.1.0.1, or a network of relays, such as 10.0.0.0/24.");
        return null;
    }

    private Boxed<ReadOnlyMemory<byte>>? Prefix(FleetNode node, string path)
    {
        if (_values.Text(node, path) is not { } text) return null;
        if (HardwareAddress.TryParsePrefix(text, out ReadOnlyMemory<byte> bytes))
            return new Boxed<ReadOnlyMemory<byte>>(bytes);
        _values.Refuse(node.Line, path, $"'{text}' is no beginning of a MAC.", "Write whole bytes, such as 00:0e:84.");
        return null;
    }

    private T? Missing<T>(FleetNode node, string path)
        where T : class
    {
        _values.Refuse(node.Line, path, "It is missing.", "Write it.");
        return null;
    }

    private string? Text(Dictionary<string, FleetNode> map, string path, string name) =>
        map.TryGetValue(name, out FleetNode? node) ? _values.Text(node, $"{path}.{name}") : null;

    private bool? Switch(Dictionary<string, FleetNode> map, string name) =>
        map.TryGetValue(name, out FleetNode? node) ? _values.Switch(node, name) : null;

    private List<T> List<T>(
        Dictionary<string, FleetNode> map, string name, Func<FleetNode, string, T?> item, string path = "")
        where T : class =>
        map.TryGetValue(name, out FleetNode? node)
            ? _values.List(node, path.Length > 0 ? $"{path}.{name}" : name, item)
            : [];

    /// <summary>Lists are read of classes, of which null stands for a value that cannot be used.</summary>
    private sealed record Boxed<T>(T Value);
}
