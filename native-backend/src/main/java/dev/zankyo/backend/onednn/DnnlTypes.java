package dev.zankyo.backend.onednn;

/** The values of oneDNN 3.11's {@code dnnl_types.h} that are used here, under their own names. */
final class DnnlTypes {
    public static final int dnnl_success = 0;

    public static final int dnnl_cpu = 1;
    public static final int dnnl_stream_in_order = 1;
    public static final int DNNL_RUNTIME_OMP = 2;
    public static final int dnnl_scratchpad_mode_user = 1;

    public static final int dnnl_data_type_undef = 0;
    public static final int dnnl_bf16 = 2;
    public static final int dnnl_f32 = 3;

    public static final int dnnl_format_tag_any = 1;
    public static final int dnnl_a = 2;
    public static final int dnnl_ab = 3;
    public static final int dnnl_abcd = 5;
    public static final int dnnl_acdb = 22;

    public static final int dnnl_forward_training = 64;
    public static final int dnnl_forward_inference = 96;
    public static final int dnnl_backward = 128;

    public static final int dnnl_convolution_direct = 1;
    public static final int dnnl_eltwise_relu = 0x20;

    public static final int dnnl_use_global_stats = 1;
    public static final int dnnl_use_scale = 2;
    public static final int dnnl_use_shift = 4;
    public static final int dnnl_fuse_norm_relu = 8;

    public static final int dnnl_query_impl_info_str = 8;
    public static final int dnnl_query_strides = 14;
    public static final int dnnl_query_weights_md = 131;
    public static final int dnnl_query_diff_weights_md = 132;
    public static final int dnnl_query_workspace_md = 135;
    public static final int dnnl_query_scratchpad_md = 136;
    public static final int dnnl_query_ndims_s32 = 256;
    public static final int dnnl_query_inner_nblks_s32 = 263;
    public static final int dnnl_query_inner_blks = 264;
    public static final int dnnl_query_inner_idxs = 265;

    public static final int DNNL_ARG_SRC = 1;
    public static final int DNNL_ARG_DST = 17;
    public static final int DNNL_ARG_WEIGHTS = 33;
    public static final int DNNL_ARG_BIAS = 41;
    public static final int DNNL_ARG_MEAN = 49;
    public static final int DNNL_ARG_VARIANCE = 50;
    public static final int DNNL_ARG_SCALE = 51;
    public static final int DNNL_ARG_SHIFT = 52;
    public static final int DNNL_ARG_WORKSPACE = 64;
    public static final int DNNL_ARG_SCRATCHPAD = 80;
    public static final int DNNL_ARG_DIFF_SRC = 129;
    public static final int DNNL_ARG_DIFF_DST = 145;
    public static final int DNNL_ARG_DIFF_WEIGHTS = 161;
    public static final int DNNL_ARG_DIFF_BIAS = 169;
    public static final int DNNL_ARG_DIFF_SCALE = 255;
    public static final int DNNL_ARG_DIFF_SHIFT = 256;

    private DnnlTypes() {}
}
