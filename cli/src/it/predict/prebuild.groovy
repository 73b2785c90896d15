// A model to predict with, as a reader of the README gets it.
def jar = new File(basedir, '../../cli.jar').canonicalPath
def java = new File(System.getProperty('java.home'), 'bin/java').path
def training = new ProcessBuilder(java, '-jar', jar, 'train', '--epochs', '1').directory(basedir)
        .redirectErrorStream(true).redirectOutput(new File(basedir, 'train.txt')).start()
assert training.waitFor() == 0
