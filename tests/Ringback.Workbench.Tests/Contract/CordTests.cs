using Ringback.Phones.Cases;
using Ringback.Phones.Identification;
using Ringback.Workbench.Contract;

namespace Ringback.Workbench.Tests.Contract;

/// <summary>How far a conversion is: it never falls back, and the end of a file is not the end of its step.</summary>
public sealed class CordTests
{
    private const string Loader = "P0030801SR02.sbn", Application = "P0030801SR02.sb2", Single = "P0S3-06-3-00.bin";

    [Theory]
    [InlineData(1, PhoneState.Hunting, null, 0, 0)]
    [InlineData(1, PhoneState.Loading, Loader, 0, 0)]
    [InlineData(1, PhoneState.Loading, Loader, 100, 16)]
    [InlineData(1, PhoneState.Restarting, Loader, 100, 16)]
    [InlineData(1, PhoneState.Loading, Application, 0, 16)]
    [InlineData(1, PhoneState.Loading, Application, 50, 55)]
    [InlineData(1, PhoneState.Loading, Application, 100, 95)]
    [InlineData(1, PhoneState.Starting, Application, 100, 95)]
    [InlineData(0, PhoneState.Loading, Single, 50, 47)]
    [InlineData(0, PhoneState.Restarting, Single, 100, 95)]
    [InlineData(0, PhoneState.Restarting, Loader, 100, 95)]
    public void The_current_piece_is_filled_as_far_as_its_files_are(
        int step, PhoneState state, string? image, int moved, int percent)
    {
        BootAsk[] asks = image is null ? []
            : [new BootAsk(image, RequestedFile.Recognise(image).Kind, default, default, null)];
        PhoneCase phone = new()
        {
            Conversion = new ConversionState("sccp", ConversionStatus.Running, "P0030801SR02", BootCode.Universal,
                ["Take the bridge", "Take it and start it"], step, null, [], null, null),
            Boots = [new Boot(default, null, BootSign.Hunt) { Asks = [.. asks] }],
        };
        MovingFileJson? moving = state is PhoneState.Loading ? new MovingFileJson(image!, moved, 100, null) : null;
        Assert.Equal(new CordJson(step + 1, 2, percent), CordJson.Of(phone, state, moving));
    }
}
