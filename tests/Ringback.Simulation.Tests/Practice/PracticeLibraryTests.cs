using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

public sealed class PracticeLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ringback-practice-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Packages_that_share_a_loader_write_it_once()
    {
        string folder = Path.Combine(_folder, "new");
        IReadOnlyList<string> written = PracticeLibrary.Write(
            folder,
            PracticeSizes.Small,
            Load.Parse("P0S3-08-4-00"),
            Load.Parse("P0M3-08-4-00"));
        Assert.Equal(6, written.Count);
        Assert.Equal(written.Order(), Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Writing_again_changes_nothing()
    {
        PracticeLibrary.Write(_folder, PracticeSizes.Small, Load.Parse("P0S3-8-12-00"));
        PracticeLibrary.Write(_folder, PracticeSizes.Small, Load.Parse("P0S3-8-12-00"));
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Link_to_nothing_is_not_written_through()
    {
        string elsewhere = Path.Combine(_folder, "made");
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "P0S3-8-12-00.sb2"), elsewhere);
        Assert.Throws<IOException>(
            () => PracticeLibrary.Write(folder, PracticeSizes.Small, Load.Parse("P0S3-8-12-00")));
        Assert.False(File.Exists(elsewhere));
    }

    [Fact]
    public void File_of_other_content_is_never_overwritten()
    {
        string real = Path.Combine(_folder, "P0S3-8-12-00.sb2");
        File.WriteAllText(real, "somebody's firmware");
        Assert.Throws<IOException>(
            () => PracticeLibrary.Write(_folder, PracticeSizes.Small, Load.Parse("P0S3-8-12-00")));
        Assert.Equal("somebody's firmware", File.ReadAllText(real));
    }
}
