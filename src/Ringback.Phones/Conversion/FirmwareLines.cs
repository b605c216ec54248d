using Ringback.Catalogue;
using Ringback.Phones.Lines;
using Ringback.Phones.Lines.Java;
using Ringback.Phones.Lines.Listed;
using Ringback.Phones.Lines.Profile;
using Ringback.Phones.Lines.Universal;

namespace Ringback.Phones.Conversion;

/// <summary>The lines of firmware: those of the program, and those that a catalogue brings along.</summary>
public static class FirmwareLines
{
    private static readonly IFirmwareLine[] BuiltIn =
        [new UniversalLine(), new ProfileLine(), new JavaLine(), new ListedLine()];

    /// <summary>
    /// The line of a model's firmware; null where no source says how it is sent to a load.
    /// </summary>
    public static IFirmwareLine? Of(PhoneModel model, PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(model);
        string? name = catalogue.Firmware.Find(model.FirmwareFamily)?.Line;
        IFirmwareLine? line = name is null ? null
            : catalogue.Lines.OfType<IFirmwareLine>().Concat(BuiltIn).FirstOrDefault(l => l.Name == name);
        return line?.Knows(model) == true ? line : null;
    }

    /// <summary>True for a model whose conversions <c>serve</c> leads by itself.</summary>
    public static bool Leads(PhoneModel model, PhoneCatalogue catalogue) => Of(model, catalogue) is { IsLed: true };
}
