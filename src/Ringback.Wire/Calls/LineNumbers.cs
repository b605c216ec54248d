using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Wire.Calls;

/// <summary>
/// The numbers of phones that have no number of their own, as a display shows them and others dial them: four digits,
/// so that a number is complete with its last. A phone keeps its number for as long as the machine lives.
/// </summary>
public sealed class LineNumbers
{
    /// <summary>Whoever dials it hears himself: E, C, H and O on the keypad.</summary>
    public const string Echo = "3246";

    /// <summary>The digits of a number.</summary>
    public const int Length = 4;

    private const int First = 1001;
    private const int Last = 9999;

    private readonly Dictionary<string, string> _byDevice = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byNumber = [];
    private int _next = First;

    /// <summary>The number of a device; null when all are given away.</summary>
    /// <param name="device">The device's name.</param>
    public string? Of(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (_byDevice.TryGetValue(device, out string? known)) return known;
        string number = Next();
        if (_next > Last) return null;
        _next++;
        _byDevice[device] = number;
        _byNumber[number] = device;
        return number;
    }

    /// <summary>The device with that number.</summary>
    public bool TryFind(string number, [NotNullWhen(true)] out string? device) =>
        _byNumber.TryGetValue(number, out device);

    private string Next()
    {
        string number = _next.ToString(CultureInfo.InvariantCulture);
        if (number != Echo) return number;
        return (++_next).ToString(CultureInfo.InvariantCulture);
    }
}
