using Ringback.Phones.Cases;
using Ringback.Phones.Identification;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>What the planner needs to know of a phone. All of it may be unknown.</summary>
/// <param name="Load">The load it runs; null when not known.</param>
/// <param name="BootCode">How it takes firmware.</param>
/// <param name="Family">Its family; null when not known.</param>
public readonly record struct PhoneFacts(LoadName? Load, BootCode BootCode, string? Family)
{
    /// <summary>What the load alone tells.</summary>
    public static PhoneFacts Of(LoadName load) => new(
        load, load.Generation < LoadGeneration.Universal ? BootCode.Early : BootCode.Universal, "7940-7960");

    /// <summary>What the case tells, together with the file that the phone is asking for just now.</summary>
    public static PhoneFacts Of(PhoneCase phone, RequestedFile asked)
    {
        LoadName? load = LoadName.TryParse(phone.Load, null, out LoadName? known) ? known : null;
        BootCode bootCode = BootCodeOf(phone, asked);
        // A load that was true before the phone took the universal loader says nothing about it any more.
        if (load is not null && bootCode == BootCode.Universal && load.Generation < LoadGeneration.Universal)
            load = null;
        string? family = asked.Kind is RequestedKind.OtherFamily ? "other" : phone.Family;
        return new PhoneFacts(load, bootCode, family);
    }

    /// <summary>How the phone takes firmware, by the case and by what it asks for just now.</summary>
    public static BootCode BootCodeOf(PhoneCase phone, RequestedFile asked) =>
        CaseFold.BootCodeAfter(phone.BootCode, asked.Kind);
}
