namespace Ringback.Files.Generation;

/// <summary>Words that the SIP 7940 and the Java phones share.</summary>
internal static class PhoneWords
{
    internal static string Of(PhoneCodec codec) => codec switch
    {
        PhoneCodec.G711Ulaw => "g711ulaw",
        PhoneCodec.G711Alaw => "g711alaw",
        _ => "g729a",
    };

    internal static string Of(DtmfMode mode) => mode switch
    {
        DtmfMode.OutOfBand => "avt",
        DtmfMode.AlwaysOutOfBand => "avt_always",
        _ => "none",
    };
}
