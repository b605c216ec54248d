using Ringback.Catalogue;
using Ringback.Cli.Exits;

namespace Ringback.Cli.Input;

/// <summary>A MAC address as somebody typed it.</summary>
internal static class MacInput
{
    internal static MacAddress Read(string text) => MacAddress.TryParse(text, null, out MacAddress mac)
        ? mac
        : throw new UnusableException($"'{text}' is no MAC address: twelve hexadecimal digits, such as 000E84C060A6.");
}
